import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { log } from './log.server';

// A cover is drawn once: what libvips remembers of it serves nobody.
sharp.cache(false);

/** Covers drawn at once; more would leave no processor for the pages. */
const AT_ONCE = 2;
/** Readers who may wait for theirs to begin. */
const MOST_WAITING = 200;
/** Covers kept in memory, of about 45 kB each. */
const IN_MEMORY = 100;
const QUALITY = 50;
/** Covers kept in the folder, about 250 MB of them; those drawn first go first, and are drawn again if asked for. */
const MOST_KEPT = 5_000;
/** The folder is looked over after so many new ones. */
const SWEEP_EVERY = 100;

interface Drawing {
  picture: Promise<Buffer | 'left'>;
  /** Readers who still wait for it. */
  readers: number;
}

/** Covers are drawn once and kept: the newest in memory, those worth it in a folder of the media. */
export class CoverShelf {
  readonly #folder: string;
  /** The oldest first. */
  readonly #recent = new Map<string, Buffer>();
  readonly #drawing = new Map<string, Drawing>();
  readonly #waiting: (() => void)[] = [];
  readonly #mostKept: number;
  #busy = 0;
  #sinceSwept = 0;

  constructor(mediaDir: string, mostKept = MOST_KEPT) {
    this.#folder = path.join(mediaDir, 'covers');
    this.#mostKept = mostKept;
  }

  async find(name: string): Promise<Buffer | undefined> {
    const recent = this.#recent.get(name);
    if (recent) return recent;
    try {
      return this.#remember(name, await readFile(this.#fileOf(name)));
    } catch {
      // Not there, or not to be read: then it is drawn again.
      return undefined;
    }
  }

  /** Whether it is on its way already, so that waiting for it costs nothing. */
  isDrawing(name: string): boolean {
    return this.#drawing.has(name);
  }

  /**
   * Draws a cover, once however many ask for it, and not at all if all of them leave before its turn.
   * @returns `busy` where too many others wait already, `left` where nobody waits any more
   */
  async draw(
    name: string,
    svg: () => string,
    isKept: boolean,
    leaving: AbortSignal,
  ): Promise<Buffer | 'busy' | 'left'> {
    const drawing = this.#drawing.get(name) ?? this.#begin(name, svg, isKept);
    if (!drawing) return 'busy';
    const leave = () => {
      drawing.readers -= 1;
    };
    drawing.readers += 1;
    if (leaving.aborted) leave();
    else leaving.addEventListener('abort', leave, { once: true });
    return drawing.picture.finally(() => leaving.removeEventListener('abort', leave));
  }

  #begin(name: string, svg: () => string, isKept: boolean): Drawing | undefined {
    if (this.#waiting.length >= MOST_WAITING) return undefined;
    const work = async () => {
      if (drawing.readers === 0) {
        // At once, so that who asks now begins it anew.
        this.#drawing.delete(name);
        return 'left';
      }
      const picture = await sharp(Buffer.from(svg())).webp({ quality: QUALITY }).toBuffer();
      this.#remember(name, picture);
      if (isKept) await this.#keep(name, picture);
      return picture;
    };
    const drawing: Drawing = { readers: 0, picture: Promise.resolve('left') };
    drawing.picture = this.#inTurn(work).finally(() => this.#forget(name, drawing));
    this.#drawing.set(name, drawing);
    return drawing;
  }

  #forget(name: string, drawing: Drawing): void {
    if (this.#drawing.get(name) === drawing) this.#drawing.delete(name);
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
      this.#sinceSwept += 1;
      if (this.#sinceSwept >= Math.min(SWEEP_EVERY, this.#mostKept)) await this.#sweep();
    } catch (error) {
      log.warn({ code: (error as NodeJS.ErrnoException).code }, 'a cover could not be kept');
      await rm(draft, { force: true }).catch(() => undefined);
    }
  }

  /** Takes away what was drawn first where more is kept than may be. Processes may share the folder. */
  async #sweep(): Promise<void> {
    this.#sinceSwept = 0;
    const names = await readdir(this.#folder);
    if (names.length <= this.#mostKept) return;
    const files = names.map((name) => path.join(this.#folder, name));
    const ages = await Promise.all(
      files.map(async (file) => ({ file, drawn: (await stat(file).catch(() => undefined))?.mtimeMs ?? 0 })),
    );
    ages.sort((one, other) => other.drawn - one.drawn);
    for (const { file } of ages.slice(this.#mostKept)) await rm(file, { force: true });
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#busy >= AT_ONCE) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else {
      this.#busy += 1;
      // The first too begins a moment later, when who asks for it has said so.
      await Promise.resolve();
    }
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
