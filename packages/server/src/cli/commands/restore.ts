import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { restoreBackup } from '@fengsui/core';
import { Command } from 'commander';
import { OperatorFault } from '../../faults.ts';
import { settingsOf } from '../settings.ts';
import { print, say } from '../terminal.ts';
import { backupProgress, faultsOf } from './backup-terminal.ts';

interface RestoreFlags {
  readonly overwrite?: boolean;
  readonly dryRun?: boolean;
}
/** `fengsui restore FOLDER`: into an empty database, with every fengsui stopped. */
export const restoreCommand = (): Command =>
  new Command('restore')
    .description('从备份恢复；先核对全部文件，要么全部恢复，要么不动 restore a backup: checked first, then all or nothing')
    .argument('<folder>', '备份文件夹 the folder of the backup')
    .option('--overwrite', '替换非空数据库的全部内容 replace all that a database holds which is not empty')
    .option('--dry-run', '只核对，不写入 check only, write nothing')
    .addHelpText(
      'after',
      `
须给出备份时的 FENGSUI_SECRET。The FENGSUI_SECRET of the backup must be given.
备份之后的改动不在其中：此后撤销的密钥会重新有效，此后删除的个人信息会重新出现，请再次撤销与删除。
What came after the backup is not in it: keys revoked since are valid again and personal data erased since is back; revoke and erase them again.`,
    )
    .action(async (folder: string, { overwrite = false, dryRun = false }: RestoreFlags, command: Command) => {
      const config = await settingsOf(command);
      if (config.database.startsWith('file:') && !dryRun) await mkdir(dirname(config.database.slice('file:'.length)), { recursive: true });
      const shown = backupProgress();
      const { manifest, audit, kept } = await faultsOf(config.database, () =>
        restoreBackup({ ...config, overwrite, dryRun }, folder, shown.show),
      ).finally(shown.end);
      const what = `${manifest.takenAt}: 事件 events ${manifest.log.events}, 文件 files ${manifest.files.length}`;
      if (audit === undefined) return print(`备份完好，可以恢复 whole and can be restored: ${what}`);
      if (kept !== undefined)
        say(`原数据库留在 ${kept}，确认无误后可删除。The former database is kept at ${kept}; remove it when all is well.`);
      print(`已恢复 restored: ${what}`);
      for (const { code, position, message } of audit.faults) say(`${code}\t${position}\t${message}`);
      if (audit.faults.length > 0)
        throw new OperatorFault(
          `数据已恢复，但其审计链有 ${audit.faults.length} 处问题（备份前已有）。`,
          `The data is restored, but its audit chain has ${audit.faults.length} fault(s), listed above; they were there before the backup.`,
        );
      print(`审计一致 audit verified: ${audit.sealed} 行已封存 sealed`);
      say('备份后撤销的密钥现又有效，请用 fengsui key list 核对。Keys revoked after the backup are valid again: look at fengsui key list.');
    });
