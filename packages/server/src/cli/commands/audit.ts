import { readFile } from 'node:fs/promises';
import type { Checkpoint } from '@fengsui/core';
import { Command } from 'commander';
import { z } from 'zod';
import { OperatorFault } from '../../faults.ts';
import { print, say } from '../terminal.ts';
import { withExisting } from '../with-engine.ts';

const checkpointSchema = z.object({ count: z.int().min(0), head: z.string().min(1) });

/** `fengsui audit verify`: reads the whole chain and says what was edited, removed, reordered or cut off. */
export function auditCommand(): Command {
  const audit = new Command('audit').description('审计链 the audit as a chain');
  audit
    .command('verify')
    .description('核对审计链，发现改动则失败 verify it; fails on anything that was changed')
    .option(
      '--checkpoint <file>',
      '检查点文件，取最后一行；缺省用配置中的 a file of checkpoints, its last line; the configured one unless told',
    )
    .action(async ({ checkpoint }: { readonly checkpoint?: string }, command: Command) => {
      const known = checkpoint === undefined ? undefined : await lastOf(checkpoint);
      const { faults, sealed, unsealed, head } = await withExisting(command, ({ audit: log }) => log.verify(known));
      for (const { code, position, message } of faults) say(`${code}\t${position}\t${message}`);
      if (faults.length > 0)
        throw new OperatorFault(`审计链有 ${faults.length} 处问题。`, `${faults.length} fault(s) in the audit chain, listed above.`);
      print(`一致 verified: ${sealed} 行已封存 sealed, ${unsealed} 行待封存 not yet, head ${head.count} ${head.head}`);
    });
  return audit;
}

async function lastOf(path: string): Promise<Checkpoint> {
  const wrong = (): OperatorFault =>
    new OperatorFault(
      `检查点文件 ${path} 不能读取或末行无效。`,
      `The checkpoint file ${path} cannot be read, or its last line is no checkpoint.`,
      2,
    );
  try {
    const last = (await readFile(path, 'utf8')).trim().split('\n').at(-1) ?? '';
    return checkpointSchema.parse(JSON.parse(last));
  } catch {
    throw wrong();
  }
}
