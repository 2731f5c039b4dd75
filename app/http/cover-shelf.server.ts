import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { log } from './log.server';

/** Covers drawn at once; more would leave no processor for the pages. */
const AT_ONCE = 2;
/** Readers who may wait for theirs to begin. */
const MOST_WAITING = 200;
/** Covers kept in memory, of about 45 kB each. */
const IN_MEMORY = 100;
const QUALITY = 50;

/** Covers are drawn once and kept: the newest in memory, those worth it in a folder of the media. */
export class CoverShelf {
  readonly #folder: string;
  /** The oldest first. */
  readonly #recent = new Map<string, Buffer>();
  readonly #drawing = new Map<string, Promise<Buffer>>();
  readonly #waiting: (() => void)[] = [];
  #busy = 0;

  constructor(mediaDir: string) {
    this.#folder = path.join(mediaDir, 'covers');
  }

  async find(name: string): Promise<Buffer | undefined> {
    const recent = this.#recent.get(name) ?? this.#drawing.get(name);
    if (recent) return recent;
    try {
      return this.#remember(name, await readFile(this.#fileOf(name)));
    } catch {
      // Not there, or not to be read: then it is drawn again.
      return undefined;
    }
  }

  /** Draws a cover, once however many ask for it; `busy` where too many others wait already. */
  async draw(name: string, svg: () => string, isKept: boolean): Promise<Buffer | 'busy'> {
    const drawing = this.#drawing.get(name);
    if (drawing) return drawing;
    if (this.#waiting.length >= MOST_WAITING) return 'busy';
    const begun = this.#inTurn(() => sharp(Buffer.from(svg())).webp({ quality: QUALITY }).toBuffer());
    this.#drawing.set(name, begun);
    try {
      const picture = this.#remember(name, await begun);
      if (isKept) await this.#keep(name, picture);
      return picture;
    } finally {
      this.#drawing.delete(name);
    }
  }

  #fileOf(name: string): string {
    return path.join(this.#folder, `${name}.webp`);
  }

  #remember(name: string, picture: Buffer): Buffer {
    this.#recent.set(name, picture);
    for (const oldest of this.#recent.keys()) {
      if (this.#recent.size <= IN_MEMORY) break;
      this.#recent.delete(oldest);
    }
    return picture;
  }

  /** Written beside its place and moved there whole. Without room for it the picture is still served. */
  async #keep(name: string, picture: Buffer): Promise<void> {
    const draft = path.join(this.#folder, `${name}.${randomUUID()}.part`);
    try {
      await mkdir(this.#folder, { recursive: true });
      await writeFile(draft, picture);
      await rename(draft, this.#fileOf(name));
    } catch (error) {
      log.warn({ code: (error as NodeJS.ErrnoException).code }, 'a cover could not be kept');
      await rm(draft, { force: true }).catch(() => undefined);
    }
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#busy >= AT_ONCE) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#busy += 1;
    try {
      return await work();
    } finally {
      // The turn is handed on, or given back.
      const next = this.#waiting.shift();
      if (next) next();
      else this.#busy -= 1;
    }
  }
}
