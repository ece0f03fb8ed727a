/** What all targets must agree on, each in its own form: names, descriptions, codes and counts, wherever they stand. */
const compared = new Set(['name', 'description', 'code', 'count', 'hazardUnitCount', 'hiddenDangerCount']);

function figures(answer: unknown, into: string[] = []): readonly string[] {
  if (Array.isArray(answer)) for (const item of answer) figures(item, into);
  else if (answer !== null && typeof answer === 'object')
    for (const [key, value] of Object.entries(answer))
      if (compared.has(key) && (typeof value === 'string' || typeof value === 'number')) into.push(`${key} ${value}`);
      else figures(value, into);
  return into;
}

/** Errors: two targets that do not answer alike; a fast wrong answer is no result. */
export function sameAnswers(name: string, answers: readonly { readonly target: string; readonly answer: unknown }[]): void {
  const [first, ...others] = answers.map(({ target, answer }) => ({ target, figures: [...figures(answer)].sort().join('\n') }));
  if (first === undefined || first.figures === '') throw new Error(`${name}: ${first?.target ?? 'nobody'} answered nothing to compare`);
  for (const other of others)
    if (other.figures !== first.figures)
      throw new Error(
        `${name}: ${other.target} answers\n${other.figures.slice(0, 500)}\nwhere ${first.target} answers\n${first.figures.slice(0, 500)}`,
      );
}
