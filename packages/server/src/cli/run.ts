import { FengsuiError, MigrationFault, PluginFaults } from '@fengsui/core';
import { Command, CommanderError } from 'commander';
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
    .showHelpAfterError('（用 --help 查看用法 see --help）')
    .exitOverride();
  for (const command of commands()) program.addCommand(command);
  for (const command of program.commands) quiet(command);
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

/** A usage error ends as a code, not as an exit in the middle. */
function quiet(command: Command): void {
  command.exitOverride();
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
