import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { takeBackup } from '@fengsui/core';
import { Command } from 'commander';
import { settingsOf } from '../settings.ts';
import { print, say } from '../terminal.ts';
import { backupProgress, faultsOf, size } from './backup-terminal.ts';

/** `fengsui backup [folder]`: while the server runs. */
export const backupCommand = (): Command =>
  new Command('backup')
    .description('备份数据库与附件，服务可照常运行 back up the database and the attachments, while the server runs')
    .argument('[folder]', '备份文件夹，须尚不存在；缺省 backups/时间 a folder that is not there yet; backups/TIME unless told')
    .addHelpText(
      'after',
      `
备份是某一时刻的完整状态，附清单与校验和。A backup is one state of everything, with a manifest and checksums.
不含 FENGSUI_SECRET：没有它，个人信息无法解密、备份不能恢复；请另处保存。
It does not hold FENGSUI_SECRET. Without it no personal data can be opened and nothing restored: keep it elsewhere.
恢复 restore: fengsui restore FOLDER`,
    )
    .action(async (given: string | undefined, _options, command: Command) => {
      const config = await settingsOf(command);
      const folder = given ?? `backups/${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}`;
      await mkdir(dirname(folder), { recursive: true });
      const shown = backupProgress();
      const { manifest, bytes, leftOut } = await faultsOf(config.database, () => takeBackup(config, folder, shown.show)).finally(shown.end);
      if (leftOut.length > 0) say(`同库中不属于本系统的表，未备份 tables of others in this database, not backed up: ${leftOut.join(', ')}`);
      const { log, audit, files } = manifest;
      print(
        `已备份 backed up: ${folder}\n${files.length} 个文件 files, ${size(bytes)}; 事件 events ${log.events}; 审计 audit ${audit.count} 已封存 sealed, ${audit.unsealed} 待封存 not yet`,
      );
    });
