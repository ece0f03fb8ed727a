/** Why a backup or a restore does not go on. Nothing was changed when it is thrown. */
export type BackupFaultCode =
  | 'TARGET_EXISTS'
  | 'NOT_A_BACKUP'
  | 'BACKUP_DAMAGED'
  | 'OTHER_SECRET'
  | 'OTHER_DATABASE'
  | 'OTHER_VERSION'
  | 'PLUGIN_MISSING'
  | 'NOT_EMPTY'
  | 'IN_USE'
  | 'DISK_FULL';

/** What was wrong, what was expected, what to do, in both languages. */
export class BackupFault extends Error {
  readonly code: BackupFaultCode;
  readonly zh: string;
  readonly en: string;
  constructor(code: BackupFaultCode, zh: string, en: string, cause?: unknown) {
    super(`${zh}\n${en}`, { cause });
    this.name = 'BackupFault';
    this.code = code;
    this.zh = zh;
    this.en = en;
  }
}

export const targetExists = (folder: string): BackupFault =>
  new BackupFault(
    'TARGET_EXISTS',
    `${folder} 已存在；备份不覆盖任何文件，请另给一个名称。`,
    `${folder} is there already; a backup overwrites nothing, give another name.`,
  );
export const notABackup = (folder: string): BackupFault =>
  new BackupFault(
    'NOT_A_BACKUP',
    `${folder} 不是备份：没有可读的 manifest.json。中断的备份以 .partial 结尾，不可恢复。`,
    `${folder} is no backup: it has no manifest.json that can be read. One that was cut off ends in .partial and cannot be restored.`,
  );
export const damaged = (what: string, why: string): BackupFault =>
  new BackupFault(
    'BACKUP_DAMAGED',
    `备份已损坏：${what}（${why}）。数据库未作任何改动；请换一份备份。`,
    `The backup is damaged: ${what} (${why}). The database was not touched; use another backup.`,
  );
export const otherSecret = (): BackupFault =>
  new BackupFault(
    'OTHER_SECRET',
    '备份是在另一个 FENGSUI_SECRET 下作出的，或其清单被改动。用另一密钥恢复，个人信息将无法解密、审计链无法核对；请给出原来的密钥。',
    'The backup was taken under another FENGSUI_SECRET, or its manifest was changed. Under this one no personal data could be opened and no audit verified; give the original secret.',
  );
export const otherDatabase = (of: string, given: string): BackupFault =>
  new BackupFault(
    'OTHER_DATABASE',
    `备份来自 ${of}，不能恢复到 ${given}；请把 FENGSUI_DATABASE 指向 ${of}。`,
    `The backup is of ${of} and cannot be restored into ${given}; point FENGSUI_DATABASE at ${of}.`,
  );
export const otherVersion = (why: { readonly zh: string; readonly en: string }): BackupFault =>
  new BackupFault('OTHER_VERSION', `备份与本版本不符：${why.zh}`, `The backup does not belong to this version: ${why.en}`);
export const pluginMissing = (ids: readonly string[]): BackupFault =>
  new BackupFault(
    'PLUGIN_MISSING',
    `数据中有未配置的插件：${ids.join('、')}；请在 fengsui.config.ts 中加入，否则其数据会遗漏。`,
    `There is data of plugins that are not configured: ${ids.join(', ')}. Add them to fengsui.config.ts; their data would be left out.`,
  );
export const notEmpty = (): BackupFault =>
  new BackupFault(
    'NOT_EMPTY',
    '目标数据库不是空的；未作任何改动。确要替换其全部内容，请加 --overwrite。',
    'The database is not empty; nothing was changed. To replace all that it holds, add --overwrite.',
  );
export const inUse = (): BackupFault =>
  new BackupFault(
    'IN_USE',
    '目标数据库正在使用；请先停止连接它的所有 fengsui 进程，再恢复。',
    'The database is in use; stop every fengsui process that is connected to it, then restore.',
  );
export const diskFull = (cause: unknown): BackupFault =>
  new BackupFault(
    'DISK_FULL',
    '磁盘空间不足；未留下任何半成品。请腾出空间或换一个位置。',
    'The disk is full; nothing half-done was left. Make room, or choose another place.',
    cause,
  );
