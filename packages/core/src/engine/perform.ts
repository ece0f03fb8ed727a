import { runCommand, type Call, type Pipeline } from '../commands/pipeline.ts';
import type { UserError } from '../commands/user-error.ts';
import { FengsuiError } from '../contract/errors.ts';

/** What a command gave to the host: the global ids of its payload's rows, or what its user can put right. */
export interface Performed {
  readonly ids: Readonly<Record<string, string | null>>;
  readonly userErrors: readonly UserError[];
}
export type Perform = (
  command: string,
  input: Readonly<Record<string, unknown>>,
  call: Call,
  options?: { readonly dryRun?: boolean },
) => Promise<Performed>;

/** A command by its name, for a host that has more to bring than GraphQL can say: through the same pipeline as any other. */
export const performs =
  (pipeline: Pipeline): Perform =>
  async (name, input, call, options) => {
    const command = pipeline.model.commands.get(name)?.command;
    if (command === undefined) throw new FengsuiError('NOT_FOUND', `没有命令 ${name}。`, `There is no command ${name}.`);
    const { payload, userErrors } = await runCommand(pipeline, command, input, call, options);
    const ids = Object.entries(payload).map(([part, row]): [string, string | null] => {
      const type = command.payload[part] as { readonly prefix?: string } | undefined;
      const key = (row as { readonly key?: string } | null)?.key;
      return [part, key === undefined || type?.prefix === undefined ? null : `${type.prefix}_${key}`];
    });
    return { ids: Object.fromEntries(ids), userErrors };
  };
