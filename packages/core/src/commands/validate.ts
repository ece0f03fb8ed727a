import * as z from 'zod';
import type { Command } from '../contract/command.ts';
import type { AnyInput } from '../contract/scalars.ts';
import { inputWords } from './input-words.ts';
import type { UserError } from './user-error.ts';

type Issue = { readonly message: string; readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined };
export type Valid = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly userErrors: readonly UserError[] };

/** What the author's schema says of an input; its faults in Chinese and in English. */
export async function validate({ input: schema }: Pick<Command, 'input'>, input: unknown): Promise<Valid> {
  const result = await schema['~standard'].validate(input);
  if (result.issues === undefined) return { ok: true, value: result.value };
  const [chinese, english] = await bothLanguages(schema, input, result.issues);
  return {
    ok: false,
    userErrors: result.issues.map((issue, at) => {
      const path = (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part));
      const where = path.length === 0 ? '' : ` ${path.join('.')}`;
      return {
        code: 'INVALID_INPUT',
        path,
        message: `输入${where} 有误：${chinese[at]?.message ?? issue.message}`,
        messageEn: `The input${where} is not valid: ${english[at]?.message ?? issue.message}`,
        retryable: false,
      };
    }),
  };
}

/** zod writes its messages in the language it is asked for; what an author wrote stays. Other libraries know one language. */
async function bothLanguages(
  schema: AnyInput,
  input: unknown,
  issues: readonly Issue[],
): Promise<readonly [readonly Issue[], readonly Issue[]]> {
  if (schema['~standard'].vendor !== 'zod') return [issues, issues];
  // as: the vendor says that it is a schema of zod's
  const own = schema as unknown as z.ZodType;
  const read = async (error: typeof inputWords.zh): Promise<readonly Issue[]> => {
    const parsed = await z.safeParseAsync(own, input, { error });
    return parsed.success ? issues : parsed.error.issues;
  };
  return [await read(inputWords.zh), await read(inputWords.en)];
}
