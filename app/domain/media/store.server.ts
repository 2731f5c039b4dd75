import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Redrawn } from './picture.server';
import { type KeptPicture, type MediaKind, SIZES, type Size } from './rules';

const NAME = /^([0-9a-f-]{36})\.[sl]\.webp$/;

/** Where the files of pictures are: a folder of the media. Whoever keeps them elsewhere writes another of these. */
export class MediaStore {
  readonly #folder: string;

  /** @param mediaDir absolute folder of uploads */
  constructor(mediaDir: string) {
    this.#folder = path.join(mediaDir, 'pictures');
  }

  /** The absolute name of a picture's file; it need not be there. */
  fileOf(id: string, size: Size): string {
    return path.join(this.#folder, id.slice(0, 2), `${id}.${size}.webp`);
  }

  /**
   * Keeps a picture under a new id. Each file is written beside its place and moved there whole; where there is no room
   * none of them stays.
   * @throws ENOSPC, EDQUOT where the disk is full
   */
  async keep(kind: MediaKind, { files, width, height, blur }: Redrawn): Promise<KeptPicture> {
    const id = randomUUID();
    try {
      for (const size of SIZES) {
        const file = this.fileOf(id, size);
        const draft = `${file}.part`;
        await mkdir(path.dirname(file), { recursive: true });
        await writeFile(draft, files[size]);
        await rename(draft, file);
      }
    } catch (error) {
      await this.remove(id);
      throw error;
    }
    const bytes = SIZES.reduce((sum, size) => sum + files[size].length, 0);
    return { id, kind, width, height, bytes, blur };
  }

  /** Removes a picture's files; those that are not there are no error. */
  async remove(id: string): Promise<void> {
    for (const size of SIZES) {
      const file = this.fileOf(id, size);
      await rm(file, { force: true });
      await rm(`${file}.part`, { force: true });
    }
  }

  /** The ids of pictures whose files were written before a moment. */
  async listBefore(moment: Date): Promise<string[]> {
    const ids = new Set<string>();
    for (const shelf of await readdir(this.#folder).catch(() => [])) {
      const folder = path.join(this.#folder, shelf);
      for (const name of await readdir(folder).catch(() => [])) {
        const id = NAME.exec(name.replace(/\.part$/, ''))?.[1];
        const written = await stat(path.join(folder, name)).catch(() => undefined);
        if (id && written && written.mtime < moment) ids.add(id);
      }
    }
    return [...ids];
  }
}
