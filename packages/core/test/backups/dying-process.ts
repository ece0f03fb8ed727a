import { restoreBackup, takeBackup } from '@fengsui/core';

/**
 * Backs up or restores, and is killed at the n-th word of its progress, whatever it was about to do.
 * Arguments: `take` or `restore`, the options as JSON, the folder, n.
 */
const [what, options = '{}', folder = '', last = '1'] = process.argv.slice(2);
let heard = 0;
const onProgress = (): void => {
  heard += 1;
  if (heard === Number(last)) process.kill(process.pid, 'SIGKILL');
};
await (what === 'take'
  ? takeBackup(JSON.parse(options) as never, folder, onProgress)
  : restoreBackup(JSON.parse(options) as never, folder, onProgress));
