import { Counter, register } from 'prom-client';
import type { Db } from '#db/client';
import type { Address, Mail } from '#emails/mail';
import { bytesOf, type Outcome, type Post } from '#emails/send';
import {
  claimLetters,
  type Letter,
  noteEnd,
  noteKept,
  noteLater,
  noteSent,
  pauseMail,
  refusals,
  release,
  renewLeases,
  suppressAddress,
} from './outbox.server';

export type Composed = { mail: Mail } | { drop: string };

export interface DeliveryTools {
  /** Undefined on an instance without SMTP: letters are kept to be read there. */
  post: Post | undefined;
  from: Address;
  /** Writes the letters of one batch; the facts they share are read once. */
  compose: (db: Db, letters: Letter[]) => Promise<Map<string, Composed>>;
  /** Asked before each letter goes: readers of pages come first. */
  giveWay?: () => Promise<void>;
  /** Told once when the server turns us away and the queue stops. */
  onPause?: (reason: string) => void;
  /** For tests. */
  timing?: Partial<typeof TIMING>;
}

/** Ends a delivery early: `soon` lets what is under way be finished, `now` does not. */
export interface Stop {
  soon: AbortSignal;
  now: AbortSignal;
}

const NEVER: Stop = { soon: new AbortController().signal, now: new AbortController().signal };

/** Small, so that an urgent letter is never behind many; two at a time, so that one is composed while the other is sent. */
const BATCH = 25;
const LANES = 2;

const TIMING = {
  /** How long a sender may be silent before its letters are taken for abandoned. */
  leaseSeconds: 90,
  renewMs: 25_000,
  /** The longest a letter may take: past this a server is playing games. */
  sendMs: 300_000,
  /** How long marks gather: one statement then notes several letters. */
  gatherMs: 4,
};

const counted = new Counter({
  name: 'perchoir_letters_total',
  help: 'Letters by what became of an attempt to send them',
  labelNames: ['outcome'] as const,
  registers: [],
});
// A module that is loaded anew in development must not register twice.
register.removeSingleMetric('perchoir_letters_total');
register.registerMetric(counted);

/**
 * Sends what is due until nothing is, or until stopped. A letter is lost to nobody: it is `sending`
 * under a lease that runs out if this process dies, and is noted as sent at once when the server has
 * taken it. Only a death between the two makes a second copy, with the same Message-ID.
 */
export async function deliverDue(db: Db, tools: DeliveryTools, stop: Stop = NEVER): Promise<void> {
  const delivery = new Delivery(db, tools, stop);
  try {
    await Promise.all(Array.from({ length: LANES }, () => delivery.lane()));
  } finally {
    await delivery.end();
  }
}

class Delivery {
  readonly #timing: typeof TIMING;
  readonly #held = new Set<string>();
  readonly #renewal: NodeJS.Timeout;
  readonly #sent: SentMarks;
  /** The server is away: what is due can wait a minute rather than fail letter by letter. */
  #unreachable = false;

  constructor(
    private readonly db: Db,
    private readonly tools: DeliveryTools,
    private readonly stop: Stop,
  ) {
    this.#timing = { ...TIMING, ...tools.timing };
    this.#sent = new SentMarks(db, this.#timing.gatherMs);
    this.#renewal = setInterval(() => {
      if (this.#held.size > 0) {
        renewLeases(db, [...this.#held], this.#timing.leaseSeconds).catch(() => undefined);
      }
    }, this.#timing.renewMs);
  }

  async lane(): Promise<void> {
    while (!this.stop.soon.aborted && !this.#unreachable) {
      const letters = await claimLetters(this.db, BATCH, this.#timing.leaseSeconds);
      if (letters.length === 0) return;
      for (const { id } of letters) this.#held.add(id);
      try {
        await this.#deliver(letters);
      } finally {
        for (const { id } of letters) this.#held.delete(id);
      }
    }
  }

  async end(): Promise<void> {
    clearInterval(this.#renewal);
    await this.#sent.flushed();
  }

  async #deliver(letters: Letter[]): Promise<void> {
    const wanted = await this.#withoutRefused(letters);
    const composed = await this.#composed(wanted);
    const outcomes = await Promise.all(
      wanted.map((letter) => {
        const written = composed.get(letter.id);
        if (written instanceof Error)
          return this.#note(letter, { state: 'try-later', reason: written.message });
        if (!written) return this.#drop(letter, 'gone');
        if ('drop' in written) return this.#drop(letter, written.drop);
        return this.#carry(letter, written.mail);
      }),
    );
    this.#unreachable ||= outcomes.length > 0 && outcomes.every((outcome) => outcome === 'unreachable');
  }

  /** Drops letters to those who want none, or whose address takes none. */
  async #withoutRefused(letters: Letter[]): Promise<Letter[]> {
    const refused = await refusals(
      this.db,
      letters.map(({ id }) => id),
    );
    const unwanted = letters.filter(({ id }) => refused.has(id));
    await Promise.all(unwanted.map((letter) => this.#drop(letter, refused.get(letter.id)!)));
    return letters.filter(({ id }) => !refused.has(id));
  }

  /** The batch written together; should that fail, one by one, so that a single letter cannot hold up the rest. */
  async #composed(letters: Letter[]): Promise<Map<string, Composed | Error>> {
    const { db, tools } = this;
    try {
      return letters.length > 0 ? await tools.compose(db, letters) : new Map();
    } catch (error) {
      if (letters.length === 1) return new Map([[letters[0]!.id, error as Error]]);
      const alone = new Map<string, Composed | Error>();
      for (const letter of letters) {
        for (const [id, written] of await this.#composed([letter])) alone.set(id, written);
      }
      return alone;
    }
  }

  async #drop(letter: Letter, reason: string): Promise<string> {
    await noteEnd(this.db, letter.id, 'dropped', reason);
    counted.inc({ outcome: 'dropped' });
    return 'dropped';
  }

  async #carry(letter: Letter, mail: Mail): Promise<string> {
    const { post, from } = this.tools;
    await this.tools.giveWay?.();
    if (!post) return this.#keep(letter, mail, from);
    const signal = AbortSignal.any([this.stop.now, AbortSignal.timeout(this.#timing.sendMs)]);
    return this.#note(letter, await post.send(mail, signal));
  }

  async #keep(letter: Letter, mail: Mail, from: Address): Promise<string> {
    try {
      await noteKept(this.db, letter.id, mail.subject, await bytesOf(mail, from));
    } catch (error) {
      return this.#note(letter, { state: 'try-later', reason: (error as Error).message });
    }
    counted.inc({ outcome: 'kept' });
    return 'kept';
  }

  async #note(letter: Letter, outcome: Outcome): Promise<string> {
    const { db } = this;
    counted.inc({ outcome: outcome.state });
    switch (outcome.state) {
      case 'accepted':
        await this.#sent.add(letter.id);
        break;
      case 'try-later':
        if (this.stop.now.aborted) await release(db, [letter.id]);
        else await noteLater(db, letter.id, outcome.reason);
        if (outcome.unreachable) return 'unreachable';
        break;
      case 'refused-address':
        await suppressAddress(db, letter.email, outcome.reason);
        await noteEnd(db, letter.id, 'failed', outcome.reason);
        break;
      case 'refused-letter':
        await noteEnd(db, letter.id, 'failed', outcome.reason);
        break;
      case 'broken-account': {
        const news = await pauseMail(db, outcome.reason);
        await release(db, [letter.id]);
        if (news) this.tools.onPause?.(outcome.reason);
        break;
      }
    }
    return outcome.state;
  }
}

/** Notes sent letters a few at a time: one statement each would cost more than the sending. */
class SentMarks {
  #gathering: string[] = [];
  #flush: Promise<void> | undefined;

  constructor(
    private readonly db: Db,
    private readonly gatherMs: number,
  ) {}

  /** Resolves when the letter has been noted. */
  add(id: string): Promise<void> {
    this.#gathering.push(id);
    this.#flush ??= this.#later();
    return this.#flush;
  }

  async flushed(): Promise<void> {
    await this.#flush;
  }

  async #later(): Promise<void> {
    await pause(this.gatherMs);
    const ids = this.#gathering;
    this.#gathering = [];
    this.#flush = undefined;
    await this.#note(ids);
  }

  /** Insists: the server has these letters, and forgetting that would send them again. */
  async #note(ids: string[]): Promise<void> {
    for (let tries = 0; ; tries++) {
      try {
        return await noteSent(this.db, ids);
      } catch (error) {
        if (tries >= 60) throw error;
        await pause(500);
      }
    }
  }
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
