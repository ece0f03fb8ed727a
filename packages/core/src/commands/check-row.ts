import type { ColumnModel } from '../contract/model.ts';
import { faultOfValue, missing } from '../data/validate-row.ts';
import type { AnyRow } from './row-values.ts';
import { UserErrors } from './user-error.ts';

/**
 * Refuses values that their columns are not declared for, before a database is asked: each is lenient in its own way. SQLite keeps 1.5 in a
 * column of whole numbers, PostgreSQL rounds a decimal to its scale, and neither knows how long a text may be.
 * Errors: INVALID_INPUT with the property as its path.
 */
export function checkRow(columns: readonly ColumnModel[], row: AnyRow): void {
  const faults = columns.flatMap((column) => {
    const value = row[column.property] ?? null;
    const fault = value !== null ? faultOfValue(column, value) : column.nullable ? undefined : missing(column);
    return fault ?? [];
  });
  if (faults.length === 0) return;
  throw new UserErrors(
    faults.map(({ path, message }) => ({
      code: 'INVALID_INPUT',
      path: path.map(String),
      message: `${message.zh}。`,
      messageEn: `${message.en}.`,
      retryable: false,
    })),
  );
}
