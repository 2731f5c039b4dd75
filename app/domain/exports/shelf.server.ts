import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const NAME = /^([0-9a-f-]{36})\.zip/;

/** Where archives are: a folder of the media that no address leads to, and that nobody else on the machine may read. */
export class ExportShelf {
  readonly #folder: string;

  /** @param mediaDir absolute folder of uploads */
  constructor(mediaDir: string) {
    this.#folder = path.join(mediaDir, 'exports');
  }

  /** The absolute name of an archive's file; it need not be there. */
  fileOf(id: string): string {
    return path.join(this.#folder, `${id}.zip`);
  }

  /**
   * Writes an archive beside its place and moves it there whole. @returns its size in bytes
   * @throws ENOSPC, EDQUOT where the disk is full; nothing of it stays
   */
  async keep(id: string, content: Readable): Promise<number> {
    const draft = `${this.fileOf(id)}.${randomUUID()}.part`;
    try {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      await pipeline(content, createWriteStream(draft, { mode: 0o600 }));
      const { size } = await stat(draft);
      await rename(draft, this.fileOf(id));
      return size;
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  }

  async remove(ids: string[]): Promise<void> {
    for (const id of ids) await rm(this.fileOf(id), { force: true });
  }

  /** Removes what was written before a moment and is none of these: what a killed process left behind. */
  async sweep(known: ReadonlySet<string>, before: Date): Promise<void> {
    for (const name of await readdir(this.#folder).catch(() => [])) {
      const id = NAME.exec(name)?.[1] ?? '';
      if (known.has(id) && !name.endsWith('.part')) continue;
      const file = path.join(this.#folder, name);
      const written = await stat(file).catch(() => undefined);
      if (written && written.mtime < before) await rm(file, { force: true });
    }
  }
}

export const isDiskFull = (error: unknown): boolean =>
  ['ENOSPC', 'EDQUOT'].includes((error as { code?: string } | undefined)?.code ?? '');
