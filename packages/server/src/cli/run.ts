import { coreVersion, FengsuiError, MigrationFault, PluginFaults } from '@fengsui/core';
import { Command, CommanderError } from 'commander';
import { variableNames } from '../config/read-config.ts';
import { OperatorFault } from '../faults.ts';
import { auditCommand } from './commands/audit.ts';
import { backupCommand } from './commands/backup.ts';
import { doctorCommand } from './commands/doctor.ts';
import { explainCommand } from './commands/explain.ts';
import { importCommand } from './commands/import.ts';
import { keyCommand } from './commands/key.ts';
import { migrateCommand } from './commands/migrate.ts';
import { restoreCommand } from './commands/restore.ts';
import { schemaCommand } from './commands/schema.ts';
import { seedCommand } from './commands/seed.ts';
import { serveCommand } from './commands/serve.ts';
import { say } from './terminal.ts';

/** 0: done. 1: it failed. 2: it was asked wrongly. */
export type ExitCode = 0 | 1 | 2;

/** Runs a command line and gives its exit code. */
export async function run(args: readonly string[]): Promise<ExitCode> {
  const program = new Command('fengsui')
    .description('应急管理 GraphQL 服务。A GraphQL server for emergency management.')
    .option('-c, --config <file>', '配置文件 configuration file', 'fengsui.config.ts')
    .version(coreVersion, '-V, --version', '版本 the version')
    .addHelpText('after', firstSteps)
    .exitOverride();
  for (const command of commands()) program.addCommand(command);
  quiet(program);
  try {
    await program.parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    return explained(error);
  }
}

const commands = (): readonly Command[] => [
  serveCommand(),
  migrateCommand(),
  seedCommand(),
  importCommand(),
  schemaCommand(),
  explainCommand(),
  keyCommand(),
  auditCommand(),
  backupCommand(),
  restoreCommand(),
  doctorCommand(),
];

const nameOf = (command: Command): string => (command.parent === null ? command.name() : `${nameOf(command.parent)} ${command.name()}`);
const firstSteps = `
先试一试 to try it out: fengsui serve --demo
正式使用 for real:
  export FENGSUI_SECRET_FILE=/run/secrets/fengsui    至少 32 字符，重启后须相同 at least 32 characters, the same after a restart
  export FENGSUI_DATABASE=postgresql://USER:PASSWORD@HOST/NAME    缺省 unless told: file:data/fengsui.db
  fengsui doctor && fengsui migrate up && fengsui key create 值班 -g operator && fengsui serve

环境变量 environment: ${variableNames.join(' ')}
  每个都可用 NAME_FILE 从文件读取；优先于配置文件 each may come from a file by NAME_FILE; they win over the configuration file
退出码 exit codes: 0 完成 done, 1 失败 failed, 2 用法或配置有误 asked or configured wrongly`;

/** A usage error ends as a code, not as an exit in the middle. */
function quiet(command: Command): void {
  command
    .exitOverride()
    .showHelpAfterError(`（用法 usage: ${nameOf(command)} --help）`)
    .helpOption('-h, --help', '显示用法 show how it is used')
    .configureOutput({ outputError: (text, write) => write(`命令有误 ${text}`) });
  if (command.commands.length > 0) command.helpCommand('help [command]', '显示某命令的用法 show how a command is used');
  for (const inner of command.commands) quiet(inner);
}

function explained(error: unknown): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof OperatorFault) {
    say(error.message);
    return error.exitCode;
  }
  if (error instanceof PluginFaults || error instanceof MigrationFault || error instanceof FengsuiError) {
    say(error.message);
    return 1;
  }
  // An error that nobody foresaw: here, and only here, its stack helps whoever mends it.
  say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return 1;
}
