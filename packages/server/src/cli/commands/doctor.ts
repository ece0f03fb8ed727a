import { constants } from 'node:fs';
import { access, mkdir, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { inspectDatabase, openLedger } from '@fengsui/core';
import { Command } from 'commander';
import type { Config } from '../../config/config.ts';
import { OperatorFault, withoutPassword } from '../../faults.ts';
import { settingsOf } from '../settings.ts';
import { print } from '../terminal.ts';
import { type Finding, symptomsOf } from './symptoms.ts';

/** `fengsui doctor`: everything that a start needs, and how the database fares, looked at without starting. */
export const doctorCommand = (): Command =>
  new Command('doctor')
    .description('检查环境、配置与数据库的状况 check what a start needs, and how the database fares')
    .addHelpText('after', '\n有“坏 fault”时以 1 结束；“注意 warn”不影响退出码。Ends with 1 when there is a fault; warnings do not count.')
    .action(async (_options, command: Command) => {
      const findings: Finding[] = [node()];
      const config = await settingsOf(command);
      findings.push({ what: '配置 configuration' }, ...deployment(config));
      if (config.database.startsWith('file:'))
        findings.push(...(await folder('数据库文件夹 database folder', dirname(config.database.slice(5)))));
      findings.push(...(await folder('附件文件夹 attachments folder', config.attachments, true)));
      findings.push(...(await database(config)));
      for (const { what, fault, warning } of findings)
        print(
          fault !== undefined ? `坏 fault ${what}: ${fault}` : warning !== undefined ? `注意 warn ${what}: ${warning}` : `好 ok    ${what}`,
        );
      const faults = findings.filter(({ fault }) => fault !== undefined).length;
      if (faults > 0) throw new OperatorFault(`${faults} 处问题。`, `${faults} fault(s).`);
    });

function node(): Finding {
  const major = Number(process.versions.node.split('.')[0]);
  const what = `Node ${process.versions.node}`;
  return major >= 24 ? { what } : { what, fault: '需要 24 或更新 24 or later is needed' };
}

function deployment({ production, host, auditCheckpoints }: Config): readonly Finding[] {
  const found: Finding[] = [];
  if (!production && host !== '127.0.0.1' && host !== 'localhost' && host !== '::1')
    found.push({
      what: '生产模式 production',
      fault: `监听 ${host} 而未设 production；设 NODE_ENV=production listens beyond this machine without production: set NODE_ENV=production`,
    });
  if (production && auditCheckpoints === undefined)
    found.push({
      what: '审计检查点 audit checkpoints',
      warning:
        '未设 FENGSUI_AUDIT_CHECKPOINTS：审计末尾被截断时无从发现，数据库丢失后恢复备份也不知此后撤销与删除了什么 not set: nobody could see it when the end of the audit is cut off, nor know after a loss what was revoked and erased since the backup; set FENGSUI_AUDIT_CHECKPOINTS to a file elsewhere',
    });
  return found;
}

/** Below this, in bytes, there is soon no room to write. */
const littleRoom = 1e9;
async function folder(what: string, path: string, made = false): Promise<readonly Finding[]> {
  if (made) await mkdir(path, { recursive: true, mode: 0o700 }).catch(() => undefined);
  const writable = await access(path, constants.W_OK).then(
    () => true,
    () => false,
  );
  if (!writable) return [{ what: `${what} ${path}`, fault: '不存在或不可写 is not there or may not be written' }];
  const { bavail, bsize } = await statfs(path);
  if (bavail * bsize > littleRoom) return [{ what: `${what} ${path}` }];
  return [
    {
      what: `${what} ${path}`,
      warning: `磁盘只剩 ${Math.round((bavail * bsize) / 1e6)} MB only that much room is left on the disk; make some`,
    },
  ];
}

async function database(config: Config): Promise<readonly Finding[]> {
  const what = `数据库 database ${withoutPassword(config.database)}`;
  try {
    const opened = await openLedger(config);
    let steps: number;
    try {
      steps = (await opened.pending()).length;
    } finally {
      await opened.close();
    }
    const health = await inspectDatabase(config.database);
    return [
      { what: steps === 0 ? what : `${what} (${steps} 步待执行 step(s) will run at the start)` },
      ...(health === undefined ? [] : symptomsOf(health, new Date())),
    ];
  } catch (error) {
    return [{ what, fault: error instanceof Error ? error.message : String(error) }];
  }
}
