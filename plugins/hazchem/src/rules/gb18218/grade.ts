import { answer, check, type Refusal, refuse, type RuleResult, unitWords } from '@fengsui/core/rules';
import { gb18218, type Gb18218Book } from './book.ts';
import type { Level } from './tables.ts';
import { missingBetas, settle, sumUp } from './terms.ts';
import type { Basis, Grading, Holding, Identification, Unit } from './types.ts';

export const bases: readonly Basis[] = ['designMaximum', 'currentStock'];

/**
 * S of a unit and whether it is a major hazard 重大危险源辨识.
 *
 * Refuses, all at once: NEGATIVE_TONNES, NOT_A_NUMBER, UNKNOWN_SUBSTANCE, UNKNOWN_CAS, INVALID_CAS, NAME_CAS_MISMATCH,
 * UNKNOWN_CATEGORY, UNKNOWN_TABLE1_NO, SPECIFICATION_NEEDED, SUBSTANCE_NOT_NAMED, MIXTURE_CATEGORY_NEEDED, UNKNOWN_VALUE (basis).
 *
 * @source GB 18218-2018 4.1.2, 4.2, Tables 1 and 2
 */
export function identifyMajorHazard(unit: Omit<Unit, 'populationWithin500m'>, book: Gb18218Book = gb18218): RuleResult<Identification> {
  const sum = sumUp(book, unit.substances);
  const refusals = [...basisRefusals(unit.basis), ...sum.refusals];
  if (refusals.length > 0) return refuse(...refusals);
  return answer(
    { basis: unit.basis, s: sum.s, majorHazard: sum.s >= 1, terms: sum.terms },
    { source: book.criticalSource, verified: sum.criticalVerified },
  );
}

/**
 * S, R, α, every β and the level of a unit 重大危险源分级. A unit with S < 1 is not a major hazard and has no level.
 *
 * Refuses what `identifyMajorHazard` refuses, a population that is no whole number of people, and, for a major hazard,
 * CATEGORY_NEEDED for each substance whose β is unknown.
 *
 * @source GB 18218-2018 4.2, 4.3, Tables 1 to 6
 */
export function gradeMajorHazard(unit: Unit, book: Gb18218Book = gb18218): RuleResult<Grading> {
  return gradeOf(book, unit, unit.substances, unit.substances.length);
}

/** As `gradeMajorHazard`, for entries of which those from `changesFrom` on are changes. */
export function gradeOf(book: Gb18218Book, unit: Unit, held: readonly Holding[], changesFrom: number): RuleResult<Grading> {
  const { basis, populationWithin500m } = unit;
  const sum = sumUp(book, held, changesFrom);
  const majorHazard = sum.s >= 1;
  const peopleFit = Number.isSafeInteger(populationWithin500m) && populationWithin500m >= 0;
  if (!peopleFit || !bases.includes(basis) || sum.refusals.length > 0 || (majorHazard && sum.corrected === null)) {
    return refuse(
      ...basisRefusals(basis),
      ...populationRefusals(populationWithin500m),
      ...sum.refusals,
      ...(majorHazard ? missingBetas(held, sum.terms, changesFrom) : []),
    );
  }
  const alpha = alphaOf(book, populationWithin500m);
  const r = sum.corrected === null ? null : settle(alpha * sum.corrected);
  const level = majorHazard && r !== null ? levelOf(book, r) : null;
  const verified = sum.verified && book.stepsVerified;
  // Written out, not through `answer`: half the time of a unit would go into copying it.
  return {
    ok: true,
    basis,
    s: sum.s,
    majorHazard,
    populationWithin500m,
    alpha,
    r,
    level,
    terms: sum.terms,
    source: book.source,
    verified,
  };
}

function alphaOf(book: Gb18218Book, people: number): number {
  for (const step of book.alpha) if (people >= step.minPeople) return step.alpha;
  return Number.NaN;
}

function levelOf(book: Gb18218Book, r: number): Level | null {
  for (const step of book.levels) if (r >= step.minR) return step.level;
  return null;
}

function basisRefusals(basis: Basis): readonly Refusal[] {
  const faults = check();
  faults.oneOf(['basis'], basis, bases);
  return faults.refusals;
}

function populationRefusals(people: number): readonly Refusal[] {
  const faults = check();
  faults.integer(['populationWithin500m'], people, { min: 0, unit: unitWords.people });
  return faults.refusals;
}
