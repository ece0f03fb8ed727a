import { chownSync, mkdirSync, rmSync, statSync, writeFileSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { postgresVariable, temporaryDatabase, testEngine, type TestEngine } from '@fengsui/core/testing';
import { smallDisk, type SmallDisk } from './small-disk.ts';

/** An engine whose database can run out of room, and be given room again. */
export interface FullDatabase {
  readonly engine: TestEngine;
  fill(): Promise<void>;
  makeRoom(): Promise<void>;
  stop(): Promise<void>;
}

/** SQLite that may have no more pages than it has: what the disk would say, said by SQLite on any machine. */
export async function fullByPages(): Promise<FullDatabase> {
  const engine = await testEngine('sqlite');
  const pages = async (): Promise<number> =>
    Number((await engine.database.rows({ text: 'SELECT page_count AS pages FROM pragma_page_count' }, []))[0]?.['pages']);
  return {
    engine,
    fill: async () => engine.database.script([`PRAGMA max_page_count = ${(await pages()) + 4}`]),
    makeRoom: () => engine.database.script(['PRAGMA max_page_count = 1000000']),
    stop: () => engine.stop(),
  };
}

/** SQLite on a disk of 24 MB that something else fills. */
export async function fullByDisk(): Promise<FullDatabase | undefined> {
  const disk = smallDisk(24);
  if (disk === undefined) return undefined;
  const engine = await testEngine('sqlite', [], { database: `file:${join(disk.folder, 'test.db')}` });
  return { engine, ...filler(disk), stop: () => engine.stop().finally(() => disk.remove()) };
}

/** PostgreSQL whose database lies in a tablespace on such a disk; its own files and its log lie elsewhere. */
export async function fullTablespace(): Promise<FullDatabase | undefined> {
  const server = process.env[postgresVariable];
  const disk = server === undefined ? undefined : smallDisk(48);
  if (server === undefined || disk === undefined) return undefined;
  const space = `small_${process.pid}`;
  const client = new Client({ connectionString: server });
  await client.connect();
  const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory');
  const owner = statSync(rows[0]?.data_directory ?? '');
  const folder = join(disk.folder, 'space');
  mkdirSync(folder);
  chownSync(folder, owner.uid, owner.gid);
  await client.query(`CREATE TABLESPACE ${space} LOCATION '${folder}'`);
  const temporary = await temporaryDatabase('postgresql');
  await client.query(`ALTER DATABASE ${new URL(temporary.url).pathname.slice(1)} SET TABLESPACE ${space}`);
  const engine = await testEngine('postgresql', [], { database: temporary.url });
  return {
    engine,
    ...filler(disk),
    stop: async () => {
      await engine.stop();
      await temporary.drop();
      await client.query(`DROP TABLESPACE ${space}`);
      await client.end();
      disk.remove();
    },
  };
}

/** Takes all room but a few pages, as a forgotten file would. */
function filler({ folder }: SmallDisk): Pick<FullDatabase, 'fill' | 'makeRoom'> {
  const file = join(folder, 'filler');
  return {
    fill: async () => {
      const { bavail, bsize } = statfsSync(folder);
      writeFileSync(file, Buffer.alloc(Math.max(0, (bavail - 8) * bsize)));
    },
    makeRoom: async () => rmSync(file),
  };
}
