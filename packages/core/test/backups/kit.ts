import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngine, type BackupOptions, type EngineOptions } from '@fengsui/core';
import { temporaryDatabase, testEngine, type TestEngine } from '@fengsui/core/testing';
import { someAreas } from '../events/register.ts';

type Dialect = Parameters<typeof temporaryDatabase>[0];
export const secret = 'a secret of the tests, 32 letters long';

/** A district with an attachment's file, and a folder for what the test makes. */
export interface Place {
  readonly engine: TestEngine;
  readonly folder: string;
  readonly options: BackupOptions;
  /** An empty database of the same kind, with a folder for attachments. */
  empty(): Promise<BackupOptions>;
  drop(): Promise<void>;
}
export async function place(dialect: Dialect): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'fengsui-backup-'));
  const engine = await testEngine(dialect);
  await someAreas(engine);
  const attachments = join(folder, 'attachments');
  await mkdir(join(attachments, '01'), { recursive: true });
  await writeFile(join(attachments, '01', 'photo'), 'bytes of a photograph');
  const made: { drop(): Promise<void> }[] = [];
  return {
    engine,
    folder,
    options: { plugins: [], database: engine.databaseUrl, secret, attachments },
    empty: async () => {
      const database = await temporaryDatabase(dialect);
      made.push(database);
      return { plugins: [], database: database.url, secret, attachments: join(folder, `restored-${made.length}`) };
    },
    drop: async () => {
      await engine.stop();
      for (const each of made) await each.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What a restored database holds, seen through an engine of its own. */
export async function look<T>(
  options: BackupOptions & Pick<EngineOptions, 'auditCheckpoints'>,
  work: (engine: Awaited<ReturnType<typeof createEngine>>) => Promise<T>,
): Promise<T> {
  const engine = await createEngine({ ...options, poolSize: 2 });
  try {
    return await work(engine);
  } finally {
    await engine.stop();
  }
}
export const namesIn = (options: BackupOptions): Promise<readonly string[]> =>
  look(options, async ({ database }) =>
    (await database.rows({ text: 'SELECT name FROM enterprise ORDER BY name' }, [])).map(({ name }) => String(name)),
  );
