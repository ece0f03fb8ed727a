import type { DialectName } from './database.ts';

/** One parameter's placeholder, counted from 1. */
export const placeholder = (dialect: DialectName, at: number): string => (dialect === 'sqlite' ? '?' : `$${at}`);
/** `?, ?, ?` or `$1, $2, $3`. */
export const placeholders = (dialect: DialectName, count: number): string =>
  Array.from({ length: count }, (_none, at) => placeholder(dialect, at + 1)).join(', ');
/** An instant as the database keeps it. */
export const instant = (dialect: DialectName, at: Date): string | number => (dialect === 'sqlite' ? at.getTime() : at.toISOString());
