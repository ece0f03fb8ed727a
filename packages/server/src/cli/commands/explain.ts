import { readFile } from 'node:fs/promises';
import { assemble, contributions, explainField, type ExplainedField, FengsuiError, type Model, principal } from '@fengsui/core';
import { Command, InvalidArgumentError } from 'commander';
import { OperatorFault } from '../../faults.ts';
import { fileOf } from '../settings.ts';
import { print } from '../terminal.ts';
import { withEngine } from '../with-engine.ts';

const everything = principal('cli', 'cli', [{ permissions: ['*'], area: '' }]);
interface ExplainOptions {
  readonly operation?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** `fengsui explain Type.field`, the id of a contribution or event, `events` for all of them, or `--operation FILE`: who made it, what it asks for, what it runs. */
export const explainCommand = (): Command =>
  new Command('explain')
    .description('解释字段由谁提供，或查询如何执行 explain who made a field, or what a query runs')
    .argument(
      '[field]',
      '如 Enterprise.name、hidden-danger.overdue、事件 enterprise.registered 或全部 events, e.g. Enterprise.name, hidden-danger.overdue, the event enterprise.registered, or all events',
    )
    .option('--operation <file>', '查询文件 a file with a query')
    .option('--variables <json>', '查询变量 its variables', json)
    .action(async (field: string | undefined, { operation, variables }: ExplainOptions, command: Command) => {
      if ((field === undefined) === (operation === undefined))
        throw new OperatorFault('请给出 类型.字段 或 --operation 文件 之一。', 'Give either Type.field or --operation FILE.', 2);
      if (field !== undefined) return print(explained(assemble((await fileOf(command)).plugins ?? []).model, field));
      const query = await readFile(operation ?? '', 'utf8').catch(() =>
        Promise.reject(new OperatorFault(`不能读取 ${operation}。`, `${operation} cannot be read.`, 2)),
      );
      await withEngine(command, async (engine) => {
        const { plan, sql, parameters, mixed, cost, permissions } = engine.explain({ query, variables, principal: everything });
        print(
          [
            `计 cost        ${cost}`,
            `参数 parameters ${parameters}`,
            `解析器 resolvers ${mixed ? '有，经 graphql-js some, through graphql-js' : '无，一条语句 none, one statement'}`,
            ...permissions.map(({ permission, path }) => `权限 permission  ${permission} (${path.join('.')})`),
            '计划 plan',
            ...plan.map((line) => `  ${line}`),
            sql ?? '',
          ].join('\n'),
        );
      });
    });

function json(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new InvalidArgumentError('应为 JSON expected JSON');
  }
}

/** A field of a type, something that a plugin contributes, by its id, or all of a kind: `events`, `indicators`. */
function explained(model: Model, name: string): string {
  const contributed = contributions(model).filter(({ id, point }) => id === name || point === name);
  if (contributed.length > 0)
    return contributed
      .map(({ id, title, plugin, point, details }) =>
        [`${id}\t${title}`, `插件 plugin\t${plugin}`, `扩展点 extension point\t${point}`, ...details].join('\n'),
      )
      .join('\n\n');
  const { field, description, plugin, kind, way, permission, reads, filterable, personal } = fieldOf(model, name);
  return [
    `${field}\t${description}`,
    `插件 plugin\t${plugin}`,
    `种类 kind\t${kind}, ${way}`,
    `权限 permission\t${permission}`,
    ...(reads.length === 0 ? [] : [`读取 reads\t${reads.join(', ')}`]),
    `可筛选 filterable\t${filterable}`,
    ...(personal === undefined ? [] : [`个人信息 personal\t${personal}`]),
  ].join('\n');
}

function fieldOf(model: Model, name: string): ExplainedField {
  try {
    return explainField(model, name);
  } catch (error) {
    if (error instanceof FengsuiError) throw new OperatorFault(error.zh, error.en, 2);
    throw error;
  }
}
