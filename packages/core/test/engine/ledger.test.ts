import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { definePlugin, openLedger, type Ledger, type Plugin } from '@fengsui/core';
import { dialects, temporaryDatabase, type TemporaryDatabase } from '@fengsui/core/testing';

const notes = (...steps: readonly string[]): Plugin =>
  definePlugin({
    id: 'notes',
    version: '0.1.0',
    core: '^0.1',
    migrations: steps.map((text, at) => ({ id: `000${at + 1}-step`, sqlite: [text], postgresql: [text] })),
  });
const [first, second] = ['CREATE TABLE note (id integer)', 'CREATE TABLE note_more (id integer)'] as const;

describe.each(dialects)('the ledger of migrations, on %s', (dialect) => {
  let database: TemporaryDatabase;
  const withLedger = async <T>(plugin: Plugin, work: (ledger: Ledger) => Promise<T>): Promise<T> => {
    const ledger = await openLedger({ plugins: [plugin], database: database.url });
    try {
      return await work(ledger);
    } finally {
      await ledger.close();
    }
  };
  beforeAll(async () => {
    database = await temporaryDatabase(dialect);
    await withLedger(notes(first, second), (ledger) => ledger.up());
  });
  afterAll(() => database.drop());

  it('runs nothing twice', async () => {
    expect(await withLedger(notes(first, second), (ledger) => ledger.pending())).toEqual([]);
  });

  it.each([
    ['a step that ran with another text', notes(`${first} `, second), 'MIGRATION_CHANGED', 'notes/0001-step'],
    ['a database that a later version served', notes(first), 'DATABASE_NEWER', 'notes/0002-step'],
  ])('refuses %s, by its code and in both languages', async (_what, plugin, code, step) => {
    const fault = withLedger(plugin, (ledger) => ledger.up());
    await expect(fault).rejects.toMatchObject({ name: 'MigrationFault', code, steps: [step] });
    await expect(fault).rejects.toThrow(/[\u4e00-\u9fff][\s\S]*[a-z]{3}/);
  });
});
