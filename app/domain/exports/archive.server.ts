import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';

/** One file of an archive. Its content is asked for when its turn comes, so that only one is in hand at a time. */
export type Entry =
  | { name: string; text: string }
  | { name: string; json: () => Promise<object> }
  | { name: string; rows: () => AsyncIterable<object> }
  /** A file of ours; left out where it is not there. */
  | { name: string; file: string };

/** Rows as a JSON array, written as they come. */
async function* arrayOf(rows: AsyncIterable<object>): AsyncGenerator<string> {
  let before = '[\n';
  for await (const row of rows) {
    yield before + JSON.stringify(row);
    before = ',\n';
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}

async function* contentOf(entry: Exclude<Entry, { file: string }>): AsyncGenerator<string> {
  if ('text' in entry) yield entry.text;
  else if ('json' in entry) yield `${JSON.stringify(await entry.json(), null, 2)}\n`;
  else yield* arrayOf(entry.rows());
}

const streamOf = (entry: Entry): Readable =>
  // Pictures are as small as they get already.
  'file' in entry ? createReadStream(entry.file) : Readable.from(contentOf(entry), { objectMode: false });

/**
 * An archive of these entries, as it is written.
 * @param onDone told after each entry
 */
export function zipOf(entries: Entry[], onDone: () => void): Readable {
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  zip.on('error', (error: Error) => output.destroy(error));
  for (const entry of entries) {
    zip.addReadStreamLazy(entry.name, { compress: !('file' in entry) }, (give) => {
      const stream = streamOf(entry);
      stream.once('end', onDone);
      stream.once('error', (error) => output.destroy(error));
      give(null, stream);
    });
  }
  zip.end();
  return output;
}
