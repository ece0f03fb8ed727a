import { access, constants, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { restoreBackup, type WithdrawnAgain } from '@fengsui/core';
import { Command } from 'commander';
import { OperatorFault } from '../../faults.ts';
import { settingsOf } from '../settings.ts';
import { print, say } from '../terminal.ts';
import { backupProgress, faultsOf } from './backup-terminal.ts';

interface RestoreFlags {
  readonly overwrite?: boolean;
  readonly dryRun?: boolean;
  readonly checkpoint?: string;
}
/** `fengsui restore FOLDER`: into an empty database, with every fengsui stopped. */
export const restoreCommand = (): Command =>
  new Command('restore')
    .description('从备份恢复；先核对全部文件，要么全部恢复，要么不动 restore a backup: checked first, then all or nothing')
    .argument('<folder>', '备份文件夹 the folder of the backup')
    .option('--overwrite', '替换非空数据库的全部内容 replace all that a database holds which is not empty')
    .option('--dry-run', '只核对，不写入 check only, write nothing')
    .option(
      '--checkpoint <file>',
      '检查点文件，记有备份之后的撤销与删除；缺省用配置中的 a file of checkpoints, which tells what was withdrawn since; the configured one unless told',
    )
    .addHelpText(
      'after',
      `
须给出备份时的 FENGSUI_SECRET。The FENGSUI_SECRET of the backup must be given.
备份之后的改动不在其中；但此后撤销的密钥、收回的授权、删除的个人信息，凡被替换的数据库或检查点文件（FENGSUI_AUDIT_CHECKPOINTS）有记载，即再次生效。
What came after the backup is not in it. But keys revoked, grants replaced and personal data erased since are withdrawn again, as far as the
database that is replaced tells of them, or the file of checkpoints (FENGSUI_AUDIT_CHECKPOINTS).`,
    )
    .action(async (folder: string, { overwrite = false, dryRun = false, checkpoint }: RestoreFlags, command: Command) => {
      const config = await settingsOf(command);
      if (checkpoint !== undefined && !(await readable(checkpoint))) throw noCheckpoints(checkpoint);
      if (config.database.startsWith('file:') && !dryRun) await mkdir(dirname(config.database.slice('file:'.length)), { recursive: true });
      const shown = backupProgress();
      const { manifest, audit, kept, again } = await faultsOf(config.database, () =>
        restoreBackup({ ...config, auditCheckpoints: checkpoint ?? config.auditCheckpoints, overwrite, dryRun }, folder, shown.show),
      ).finally(shown.end);
      const what = `${manifest.takenAt}: 事件 events ${manifest.log.events}, 文件 files ${manifest.files.length}`;
      if (audit === undefined) return print(`备份完好，可以恢复 whole and can be restored: ${what}`);
      if (kept !== undefined)
        say(`原数据库留在 ${kept}，确认无误后可删除。The former database is kept at ${kept}; remove it when all is well.`);
      print(`已恢复 restored: ${what}`);
      if (again !== undefined) tellAgain(again);
      for (const { code, position, message } of audit.faults) say(`${code}\t${position}\t${message}`);
      if (audit.faults.length > 0)
        throw new OperatorFault(
          `数据已恢复，但其审计链有 ${audit.faults.length} 处问题（备份前已有）。`,
          `The data is restored, but its audit chain has ${audit.faults.length} fault(s), listed above; they were there before the backup.`,
        );
      print(`审计一致 audit verified: ${audit.sealed} 行已封存 sealed`);
    });

const readable = (path: string): Promise<boolean> =>
  access(path, constants.R_OK).then(
    () => true,
    () => false,
  );
const noCheckpoints = (path: string): OperatorFault =>
  new OperatorFault(
    `检查点文件 ${path} 不能读取；请核对路径，未作任何改动。`,
    `The checkpoint file ${path} cannot be read; check its path. Nothing was changed.`,
    2,
  );

/** What was withdrawn again, and up to when that is all of it: who restores must know what is left to do by hand. */
function tellAgain({ keys, principals, erased, knownUntil }: WithdrawnAgain): void {
  print(
    `再次生效 withdrawn again: 撤销密钥 keys ${keys.length}, 授权变更 grants ${principals.length}, 个人信息删除 erased ${erased.length}`,
  );
  for (const id of keys) print(`  key ${id}`);
  for (const id of principals) print(`  grants ${id}`);
  for (const { entity, key } of erased) print(`  erased ${entity} ${key}`);
  if (knownUntil === undefined)
    say(
      '备份之后的撤销与删除无从全部得知：没有接续此备份且可读的原数据库，检查点文件也未覆盖。请用 fengsui key list 核对密钥，并再次删除应删除的个人信息。\nNot all that was withdrawn after the backup could be known: there was no readable database that goes on from it, and no file of checkpoints that covers it. Look at fengsui key list, and erase again what was to be erased.',
    );
  else if (knownUntil !== 'now')
    say(
      `检查点文件止于 ${knownUntil.toISOString()}；此后的撤销与删除无从得知，请核对。The file of checkpoints ends at ${knownUntil.toISOString()}; what was withdrawn after that is not known: look at fengsui key list.`,
    );
}
