import type { PostgresPool } from 'kysely';
import type pg from 'pg';

/** A statement asked for the third time will be asked for again. */
const OFTEN = 3;
/** Every connection keeps every plan, so there is an end to them. */
const MOST_PREPARED = 200;
/** Longer lists of values differ each time, and so does their statement. */
const MOST_VALUES = 24;
const MOST_COUNTED = 2_000;

const counted = new Map<string, number>();
const names = new Map<string, string>();
/** Another process has changed a table under us: from here on nothing is prepared. */
let isOver = false;

/** The name under which a connection keeps this statement; undefined where it is not worth keeping. */
function nameOf(text: string, values: readonly unknown[]): string | undefined {
  const name = names.get(text);
  // Without values it may be several statements in one, which cannot be prepared.
  const isApt = values.length > 0 && values.length <= MOST_VALUES;
  if (name || !isApt || isOver || names.size >= MOST_PREPARED) return name;
  const times = (counted.get(text) ?? 0) + 1;
  if (times < OFTEN) {
    if (counted.size >= MOST_COUNTED) counted.clear();
    counted.set(text, times);
    return undefined;
  }
  counted.delete(text);
  names.set(text, `p${names.size}`);
  return names.get(text);
}

/** "Cached plan must not change result type": a table has other columns than when its statement was prepared. */
const isOutdated = (error: unknown) => (error as { code?: string }).code === '0A000';

async function ask(client: pg.PoolClient, text: string, values: readonly unknown[]) {
  const name = nameOf(text, values);
  try {
    return await client.query({ name, text, values: [...values] });
  } catch (error) {
    if (!name || !isOutdated(error)) throw error;
    isOver = true;
    names.clear();
    return await client.query(text, [...values]).catch(() => {
      // In a transaction there is no second try; the whole of it is run again.
      throw error;
    });
  }
}

/**
 * The pool for Kysely, with statements that are asked for often prepared: PostgreSQL took three times as long to plan
 * a page's questions as to answer them.
 */
export function preparing(pool: pg.Pool): PostgresPool {
  return {
    async connect() {
      const client = await pool.connect();
      return {
        query: (text: string, values: readonly unknown[]) => ask(client, text, values),
        release: () => client.release(),
      } as never;
    },
    end: () => pool.end(),
  };
}
