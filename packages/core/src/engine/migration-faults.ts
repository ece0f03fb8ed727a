/** Why a database and the plugins do not fit together. */
export type MigrationFaultCode =
  /** A step ran on this database with another text. */
  | 'MIGRATION_CHANGED'
  /** The database knows steps that these plugins do not: it was served by a later version. */
  | 'DATABASE_NEWER';

/** A database that these plugins must not touch: what was found, what was expected, what to do, in both languages. */
export class MigrationFault extends Error {
  readonly code: MigrationFaultCode;
  readonly zh: string;
  readonly en: string;
  /** `plugin/id` of each step that does not fit. */
  readonly steps: readonly string[];
  constructor(code: MigrationFaultCode, steps: readonly string[], zh: string, en: string) {
    super(`${zh}\n${en}`);
    this.name = 'MigrationFault';
    this.code = code;
    this.steps = steps;
    this.zh = zh;
    this.en = en;
  }
}

export const changedSteps = (steps: readonly string[]): MigrationFault =>
  new MigrationFault(
    'MIGRATION_CHANGED',
    steps,
    `数据库由另一版本建立，以下结构步骤的内容与现在不同：${steps.join('、')}。已执行的步骤不可改写：请把改动写成新步骤，或用与数据库一致的版本；演示数据可删除 data 文件夹后重来。`,
    `These migrations ran on this database with another text: ${steps.join(', ')}. A step that ran is never edited: put the change into a new step, or run the version that the database belongs to. For the demo, delete the folder data and start again.`,
  );
export const newerDatabase = (steps: readonly string[]): MigrationFault =>
  new MigrationFault(
    'DATABASE_NEWER',
    steps,
    `数据库已由更新的版本升级，本版本不认识以下结构步骤：${steps.join('、')}。请运行更新的版本，或用 fengsui restore 恢复升级前的备份。`,
    `The database was brought further by a later version; this one does not know these migrations: ${steps.join(', ')}. Run the later version, or restore a backup from before it with fengsui restore.`,
  );
