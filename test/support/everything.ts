import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { sql } from 'kysely';
import { db } from '#db/client';

/* Looking for a word in all that an instance has: the whole database and every file. */

interface Column {
  schema: string;
  name: string;
  column: string;
  type: string;
}

const columns = async (): Promise<Column[]> => {
  const { rows } = await sql<Column>`
    select table_schema as schema, table_name as name, column_name as column, udt_name as type
    from information_schema.columns join information_schema.tables using (table_schema, table_name)
    where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'
    order by 1, 2, ordinal_position`.execute(db);
  return rows;
};

/**
 * Where in the database any of these words stand, as `schema.table.column: word`. Every column of every table is
 * asked, whatever its type: as text, and bytes also as the text they are.
 */
export async function whereInDatabase(words: string[]): Promise<string[]> {
  const found: string[] = [];
  for (const { schema, name, column, type } of await columns()) {
    const value = sql.ref(column);
    const text = type === 'bytea' ? sql`encode(${value}, 'escape')` : sql`${value}::text`;
    const { rows } = await sql<{ word: string }>`
      select distinct word from ${sql.id(schema, name)}, unnest(${words}::text[]) word
      where position(lower(word) in lower(${text})) > 0`.execute(db);
    for (const { word } of rows) found.push(`${schema}.${name}.${column}: ${word}`);
  }
  return found;
}

/** Where in a folder's files any of these words stand, in their names or in their bytes. */
export function whereInFiles(folder: string, words: string[]): string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  return files.flatMap((one) => {
    const file = path.join(one.parentPath, one.name);
    const bytes = readFileSync(file);
    return words
      .filter((word) => one.name.includes(word) || bytes.includes(word))
      .map((word) => `${file}: ${word}`);
  });
}
