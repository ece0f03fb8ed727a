import * as z from 'zod';
import { provenanceFields, provenanceOf } from '../contract/answer.ts';
import type { CapabilityChecklist } from '../contract/checklist.ts';
import { enumType, type EnumType } from '../contract/enum.ts';
import type { Indicator } from '../contract/indicator.ts';
import type { Contributed, FieldModel, Model } from '../contract/model.ts';
import { objectType, type FieldOf, type ObjectType } from '../contract/types.ts';
import { permissionsOf } from '../query/figures.ts';
import { judgeChecklist } from '../rules/index.ts';
import { factsOf } from './checklist-facts.ts';
import type { FigureContext, Figures } from './figures-reader.ts';

/** `hidden-danger.closure-rate` → `HIDDEN_DANGER_CLOSURE_RATE`. */
const enumName = (id: string): string =>
  id
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/\W+/g, '_')
    .toUpperCase();

/** What core adds to Area for the indicators and checklists that plugins contribute; nothing when nobody does. */
export interface FigureParts {
  readonly enums: readonly EnumType[];
  readonly objects: readonly ObjectType[];
  readonly fields: ReadonlyMap<string, FieldModel>;
}
type Has = Pick<Model, 'indicators' | 'checklists' | 'types'>;

export function figureParts(model: Has): FigureParts {
  const own = model.indicators.size === 0 ? [] : [indicatorParts(model)];
  const all = [...own, ...(model.checklists.size === 0 ? [] : [checklistParts(model)])];
  return {
    enums: all.flatMap(({ enums }) => enums),
    objects: all.flatMap(({ objects }) => objects),
    fields: new Map(all.flatMap(({ fields }) => [...fields])),
  };
}

type Args = Readonly<Record<string, unknown>>;
/** Those asked for by name, or all. */
function wanted<T>(all: ReadonlyMap<string, T>, { only }: Args): readonly T[] {
  const names = only as readonly string[] | null | undefined;
  return [...all].filter(([id]) => names === null || names === undefined || names.includes(enumName(id))).map(([, value]) => value);
}
const named = ({ only }: Args): boolean => only !== null && only !== undefined;

function field(options: Omit<FieldOf<'custom'>, 'kind' | 'nullable' | 'needs'>): FieldModel {
  return { plugin: 'core', permission: 'authenticated', field: { kind: 'custom', nullable: false, needs: ['code'], ...options } };
}
const onlyOf = (ids: readonly string[], description: string): z.ZodType =>
  z.object({
    only: z
      .array(z.enum(ids.map(enumName)))
      .nullish()
      .describe(description),
  });

function indicatorParts(model: Has): FigureParts {
  const { indicators } = model;
  const id = enumType(
    'IndicatorId',
    '指标。Indicators.',
    Object.fromEntries([...indicators].map(([each, { value }]) => [enumName(each), value.title])),
  );
  const type = objectType('Indicator', '一个区划的指标值。A figure of an area.', {
    id: { type: id, description: '标识。Its id.' },
    title: { type: 'String', description: '名称。Its title.' },
    unit: { type: 'String', nullable: true, description: '单位；比率无单位。Its unit; a share has none.' },
    value: { type: 'Float', nullable: true, description: '值；无记录可平均时为 null。Its value; null when there is nothing to average.' },
    plugin: { type: 'String', description: '提供者。Who contributes it.' },
  });
  const asks = (args: Args, caller: { has(permission: string): boolean }) => {
    const chosen = wanted(indicators, args);
    const permissions = named(args) ? chosen.flatMap(({ value }) => permissionsOf(model as Model, value)) : [];
    const cost = chosen.filter(({ value }) => permissionsOf(model as Model, value).every((each) => caller.has(each))).length;
    return { permissions, cost };
  };
  const indicatorsField = field({
    type: [type],
    args: onlyOf([...indicators.keys()], '只要这些；缺省为可读的全部。Only these; all that may be read unless told.'),
    description: '此区划及其下级的指标，由登记的数据计算。Figures of this area and all below it, computed from the register.',
    asks,
    load: async (rows, context, args) => {
      const { mayRead, figures } = context as FigureContext;
      const chosen = wanted(indicators, args as Args).filter(({ value }) => mayRead(value));
      const found = await figures(
        codes(rows),
        chosen.map(({ value }) => value),
      );
      return found.map((each) => (each instanceof Error ? each : chosen.map((one) => indicatorOf(one, each))));
    },
  });
  return { enums: [id], objects: [type as unknown as ObjectType], fields: new Map([['indicators', indicatorsField]]) };
}
const codes = (rows: readonly Args[]): readonly string[] => rows.map(({ code }) => String(code));
const indicatorOf = ({ value: { id, title, unit }, plugin }: Contributed<Indicator>, figures: Figures): object => ({
  id: enumName(id),
  title,
  unit: unit ?? null,
  value: figures.get(id) ?? null,
  plugin,
});

function checklistParts(model: Has): FigureParts {
  const { checklists, indicators } = model;
  const id = enumType(
    'ChecklistId',
    '清单。Checklists.',
    Object.fromEntries([...checklists].map(([each, { value }]) => [enumName(each), value.title])),
  );
  const verdict = enumType('ChecklistVerdict', '是否达到。Whether it is met.', {
    MET: '达到。Met.',
    UNMET: '未达到。Not met.',
    UNKNOWN: '尚无数据，不能判定。Nothing is known, so it cannot be said.',
  });
  const fact = objectType('ChecklistFact', '一项事实与要求的比较。One fact beside what is asked.', {
    id: { type: 'String', description: '事实，即指标的标识。The fact: an indicator’s id.' },
    verdict: { type: verdict, description: '是否达到。Whether it is met.' },
    have: { type: 'Float', nullable: true, description: '实有；尚无数据为 null。What is there; null when nothing is known.' },
    need: { type: 'String', description: '应有，如“≥ 30 人”。What is asked, like ≥ 30.' },
    short: {
      type: 'Float',
      nullable: true,
      description: '差多少或超多少；达到时为 null。How much is lacking or too much; null when it is met.',
    },
  });
  const criterion = objectType('ChecklistCriterion', '清单中的一条。One criterion of a checklist.', {
    key: { type: 'String', description: '标识。Its key.' },
    name: { type: 'String', description: '名称，中文。Its name, in Chinese.' },
    nameEn: { type: 'String', description: '名称，英文。Its name, in English.' },
    verdict: { type: verdict, description: '是否达到。Whether it is met.' },
    met: { type: 'Boolean', nullable: true, description: '是否达到；不能判定为 null。Whether it is met; null when it cannot be said.' },
    facts: { type: [fact], description: '所依据的事实。The facts it rests on.' },
    missing: { type: ['String'], description: '缺什么，中文。What is missing, in Chinese.' },
    missingEn: { type: ['String'], description: '缺什么，英文。What is missing, in English.' },
  });
  const type = objectType('Checklist', '一个区划的清单及其判定。A checklist judged for an area.', {
    id: { type: id, description: '标识。Its id.' },
    title: { type: 'String', description: '名称。Its title.' },
    plugin: { type: 'String', description: '提供者。Who contributes it.' },
    edition: { type: 'String', description: '版本。Its edition.' },
    verdict: { type: verdict, description: '全部达到即达到。Met when all of it is.' },
    met: { type: 'Int', description: '达到的条数。Criteria that are met.' },
    unmet: { type: 'Int', description: '未达到的条数。Criteria that are not.' },
    unknown: { type: 'Int', description: '不能判定的条数。Criteria of which it cannot be said.' },
    criteria: { type: [criterion], description: '各条。Its criteria.' },
    ...provenanceFields,
  });
  const factsNeeded = (lists: readonly Contributed<CapabilityChecklist>[]): readonly Indicator[] =>
    [...new Set(lists.flatMap(({ value }) => factsOf(value.table)))].flatMap((each) => indicators.get(each)?.value ?? []);
  const checklistsField = field({
    type: [type],
    args: onlyOf([...checklists.keys()], '只要这些；缺省为可判定的全部。Only these; all whose facts may be read unless told.'),
    description:
      '此区划的能力清单：各条是否达到、缺什么，由登记的数据判定。Capability checklists of this area: what is met and what is missing, judged from the register.',
    asks: (args) => {
      const needed = factsNeeded(wanted(checklists, args));
      return { permissions: named(args) ? needed.flatMap((each) => permissionsOf(model as Model, each)) : [], cost: needed.length };
    },
    load: async (rows, context, args) => {
      const { mayRead, figures } = context as FigureContext;
      // A fact that may not be read would look like one that nobody knows: such a checklist is left out whole.
      const chosen = wanted(checklists, args as Args).filter((list) => factsNeeded([list]).every(mayRead));
      const found = await figures(codes(rows), factsNeeded(chosen));
      return found.map((each) => (each instanceof Error ? each : chosen.map((list) => judged(list, each))));
    },
  });
  return {
    enums: [id, verdict],
    objects: [fact, criterion, type] as unknown as readonly ObjectType[],
    fields: new Map([['checklists', checklistsField]]),
  };
}

function judged({ value: { id, title, table }, plugin }: Contributed<CapabilityChecklist>, figures: Figures): object {
  const result = judgeChecklist(table, Object.fromEntries(figures));
  if (!result.ok) throw new Error('A checklist never refuses');
  const { criteria, missing, edition, verdict, met, unmet, unknown } = result;
  return {
    id: enumName(id),
    title,
    plugin,
    edition,
    verdict: verdict.toUpperCase(),
    met,
    unmet,
    unknown,
    criteria: criteria.map(({ key, name, verdict: own, findings }) => ({
      key,
      name: name.zh,
      nameEn: name.en,
      verdict: own.toUpperCase(),
      met: own === 'unknown' ? null : own === 'met',
      facts: findings.map((finding) => ({
        id: finding.fact,
        verdict: finding.verdict.toUpperCase(),
        have: typeof finding.actual === 'number' ? finding.actual : null,
        need: finding.required,
        short: finding.short ?? null,
      })),
      missing: missing.filter(({ criterion }) => criterion === key).map(({ message }) => message.zh),
      missingEn: missing.filter(({ criterion }) => criterion === key).map(({ message }) => message.en),
    })),
    ...provenanceOf(result),
  };
}
