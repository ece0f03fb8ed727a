import { openDatabase } from '../../src/data/open.ts';
import { assemble } from '../../src/engine/create-engine.ts';
import { migrate } from '../../src/engine/migrate.ts';

/**
 * Migrates a database and is killed in the middle of the first step that it runs: behind half of its statements, or behind all of
 * them and before their commit. Says which step that was. Arguments: the database, `half` or `all`.
 */
const [url = '', where = 'half'] = process.argv.slice(2);
const { model } = assemble([]);
const database = await openDatabase(url, { poolSize: 2 });
const ran = await migrate(
  {
    ...database,
    write: (work) =>
      database.write(async (transaction) => {
        const texts: string[] = [];
        // Once without effect, to know how many there are.
        await work({ ...transaction, run: async ({ text }) => texts.push(text) });
        const last = where === 'half' ? Math.ceil(texts.length / 2) : texts.length;
        let done = 0;
        return work({
          ...transaction,
          run: async (...given) => {
            const changed = await transaction.run(...given);
            done += 1;
            if (done === last) process.kill(process.pid, 'SIGKILL');
            return changed;
          },
        });
      }),
  },
  model,
);
// Only when there was nothing left to be killed in.
process.stdout.write(`ran ${ran.length}`);
await database.close();
