import { BackupFault, type BackupProgress } from '@fengsui/core';
import { cannotOpenDatabase, OperatorFault } from '../../faults.ts';
import { unreachable } from '../../open-engine.ts';
import { progress } from '../terminal.ts';

const phases: Readonly<Record<BackupProgress['phase'], string>> = {
  database: '数据库 database',
  attachments: '附件 attachments',
  checking: '核对 checking',
  writing: '写入 writing',
};
export function backupProgress(): { readonly show: (progress: BackupProgress) => void; readonly end: () => void } {
  const shown = progress();
  return {
    show: ({ phase, done, of }) => shown.show(`${phases[phase]} ${of === 0 ? 100 : Math.floor((done / of) * 100)} %`),
    end: () => shown.end(),
  };
}

/** Asked wrongly, rather than failed. */
const wronglyAsked = new Set(['TARGET_EXISTS', 'NOT_A_BACKUP', 'NOT_EMPTY', 'OTHER_DATABASE']);
/** What the person at the terminal can put right, as such. */
export async function faultsOf<T>(database: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof BackupFault) throw new OperatorFault(error.zh, error.en, wronglyAsked.has(error.code) ? 2 : 1);
    if (unreachable(error)) throw cannotOpenDatabase(database, error instanceof Error ? error.message : String(error));
    throw error;
  }
}

export const size = (bytes: number): string =>
  bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`;
