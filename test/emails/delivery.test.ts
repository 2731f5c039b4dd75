import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DeliveryTools, deliverDue } from '#app/notices/delivery.server';
import { expandNotice, forgottenNotices } from '#app/notices/expansion.server';
import { claimLetters, nextTry, pausedFor, resumeMail } from '#app/notices/outbox.server';
import type { Recipient } from '#app/notices/readers.server';
import { db } from '#db/client';
import { openPost, type Post } from '#emails/send';
import { addresses, clear, composePlain, letter, queue, states, tools } from './queue';
import { letterhead } from './samples';
import { parse, type Script, startSmtp } from './smtp';

const open: { close(): unknown }[] = [];

beforeEach(clear);
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

/** A server that follows the script, and a post to it. */
async function serve(script: Script = {}, patience = 2_000) {
  const smtp = await startSmtp(script);
  open.push(smtp);
  return { smtp, post: to(script.auth ? smtp.urlSignedIn : smtp.url, patience) };
}

function to(smtpUrl: string, patience = 2_000): Post {
  const post = openPost({ smtpUrl, from: letterhead.from, patience });
  open.push(post);
  return post;
}

const deliver = (post: Post | undefined, more: Partial<DeliveryTools> = {}) =>
  deliverDue(db, { ...tools, post, ...more });

const contact = (email: string, more = {}) =>
  db
    .insertInto('contacts')
    .values({ email, ...more })
    .returning('id')
    .executeTakeFirstOrThrow();

const contactOf = (email: string) =>
  db.selectFrom('contacts').selectAll().where('email', '=', email).executeTakeFirstOrThrow();

/** Minutes from now, by the database's clock, until the letter is tried again. */
async function minutesToNextTry(id: string): Promise<number> {
  const { rows } = await sql<{ minutes: number }>`
    select extract(epoch from next_try_at - now())::float8 / 60 as minutes from letters where id = ${id}
  `.execute(db);
  return rows[0]!.minutes;
}

const dueNow = () =>
  db
    .updateTable('letters')
    .set({ next_try_at: sql`now()` as never })
    .execute();

describe('a delivery', () => {
  it('sends each letter once, to its one reader', async () => {
    const { smtp, post } = await serve();
    const ids = await queue(addresses(120));
    await deliver(post);
    expect(smtp.recipients().sort()).toEqual(addresses(120).sort());
    expect(smtp.taken.every(({ to: readers }) => readers.length === 1)).toBe(true);
    expect(await states()).toEqual({ sent: 120 });
    expect((await letter(ids[0]!)).sent_at).toBeInstanceOf(Date);
    expect(smtp.connections()).toBeLessThanOrEqual(5);
  });

  it('by several processes at once still sends each once', async () => {
    const { smtp, post } = await serve();
    const other = to(smtp.url);
    await queue(addresses(300));
    await Promise.all([deliver(post), deliver(other), deliver(post)]);
    expect(smtp.recipients()).toHaveLength(300);
    expect(new Set(smtp.recipients()).size).toBe(300);
    expect(await states()).toEqual({ sent: 300 });
  });

  it('lets those pass who wait with a page open', async () => {
    const { smtp, post } = await serve();
    await queue(addresses(200), 'invitation');
    await queue(['newcomer@example.org'], 'confirm-signup');
    await deliver(post);
    expect(smtp.recipients().indexOf('newcomer@example.org')).toBeLessThan(60);
    expect(smtp.recipients()).toHaveLength(201);
  });

  it('stopped half-way leaves the rest as it was', async () => {
    const soon = new AbortController();
    const { smtp, post } = await serve({
      data: () => {
        soon.abort();
        return undefined;
      },
    });
    await queue(addresses(200));
    await deliverDue(db, { ...tools, post }, { soon: soon.signal, now: new AbortController().signal });
    const { sent = 0, queued = 0, sending = 0 } = await states();
    expect(sent).toBe(smtp.taken.length);
    expect(sent).toBeLessThanOrEqual(50);
    expect(queued).toBe(200 - sent);
    expect(sending).toBe(0);
    await deliver(post);
    expect(new Set(smtp.recipients()).size).toBe(200);
    expect(smtp.recipients()).toHaveLength(200);
  });

  it('stopped at once gives back what it had not sent', async () => {
    const now = new AbortController();
    const { post } = await serve({ data: () => 'stall' }, 20_000);
    const [id] = await queue(['slow@example.org']);
    setTimeout(() => now.abort(), 200);
    await deliverDue(db, { ...tools, post }, { soon: now.signal, now: now.signal });
    expect(await letter(id!)).toMatchObject({ state: 'queued', attempts: 0 });
  });
});

describe('without a server', () => {
  it('letters are kept to be read', async () => {
    const [id] = await queue(['wafa@example.org']);
    await deliver(undefined);
    const kept = await letter(id!);
    expect(kept).toMatchObject({ state: 'sent', subject: 'Essai' });
    const parsed = await parse(kept.raw!);
    expect(parsed.messageId).toBe(kept.message_id);
    expect(parsed.text).toBe('Bonjour');
  });
});

describe('a refusal', () => {
  it.each([
    [421, '4.3.2 Service shutting down'],
    [450, '4.2.1 Try again later'],
    [451, '4.7.1 Greylisted'],
  ])('with %i is tried again, and suppresses nobody', async (code, text) => {
    let refuse = true;
    const { smtp, post } = await serve({ rcpt: () => (refuse ? [code, text] : undefined) });
    await contact('grey@example.org');
    const [id] = await queue(['grey@example.org']);
    await deliver(post);
    expect(await letter(id!)).toMatchObject({
      state: 'queued',
      attempts: 1,
      reason: expect.stringContaining(text),
    });
    expect(await minutesToNextTry(id!)).toBeCloseTo(1, 0);
    expect((await contactOf('grey@example.org')).suppressed_at).toBeNull();
    refuse = false;
    await deliver(post);
    expect(smtp.taken).toHaveLength(0);
    await dueNow();
    await deliver(post);
    expect(smtp.recipients()).toEqual(['grey@example.org']);
    expect(await letter(id!)).toMatchObject({ state: 'sent', attempts: 2, reason: null });
  });

  it('waits twice as long each time, never more than 6 hours', async () => {
    const { post } = await serve({ rcpt: () => [451, 'Later'] });
    const [id] = await queue(['grey@example.org']);
    const waits: number[] = [];
    for (let tries = 0; tries < 11; tries++) {
      await dueNow();
      await deliver(post);
      waits.push(Math.round(await minutesToNextTry(id!)));
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360]);
  });

  it('gives up three days after the first try, and says why', async () => {
    const { post } = await serve({ rcpt: () => [451, 'Mailbox busy'] });
    const [id] = await queue(['grey@example.org']);
    await db
      .updateTable('letters')
      .set({ first_tried_at: new Date(Date.now() - 73 * 3_600_000), attempts: 20 })
      .execute();
    await deliver(post);
    expect(await letter(id!)).toMatchObject({
      state: 'failed',
      reason: expect.stringContaining('Mailbox busy'),
    });
  });

  it('with 550 at RCPT suppresses that address and no other', async () => {
    const { smtp, post } = await serve({
      rcpt: (address) => (address.startsWith('gone') ? [550, '5.1.1 No such user'] : undefined),
    });
    await contact('Gone@example.org');
    await contact('here@example.org');
    const [gone, here] = await queue(['gone@example.org', 'here@example.org']);
    await deliver(post);
    expect(await letter(gone!)).toMatchObject({
      state: 'failed',
      reason: expect.stringContaining('No such user'),
    });
    expect((await letter(here!)).state).toBe('sent');
    const suppressed = await contactOf('Gone@example.org');
    expect(suppressed.suppressed_at).toBeInstanceOf(Date);
    expect(suppressed.suppressed_reason).toContain('No such user');
    expect((await contactOf('here@example.org')).suppressed_at).toBeNull();
    expect(await pausedFor(db)).toBeUndefined();

    const [again] = await queue(['gone@example.org']);
    await deliver(post);
    expect(await letter(again!)).toMatchObject({ state: 'dropped', reason: 'suppressed' });
    expect(smtp.recipients()).toEqual(['here@example.org']);
  });

  it('of what a letter says blames the letter alone', async () => {
    const { post } = await serve({ data: () => [554, '5.7.1 Looks like spam'] });
    await contact('wafa@example.org');
    const [id] = await queue(['wafa@example.org']);
    await deliver(post);
    expect(await letter(id!)).toMatchObject({ state: 'failed', reason: expect.stringContaining('spam') });
    expect((await contactOf('wafa@example.org')).suppressed_at).toBeNull();
    expect(await pausedFor(db)).toBeUndefined();
  });

  it.each([
    ['a sign-in (535)', { auth: () => [535, '5.7.8 Bad credentials'] } satisfies Script],
    ['the banner (554)', { connect: () => [554, 'Go away'] } satisfies Script],
    ['relaying (554 at RCPT)', { rcpt: () => [554, '5.7.1 Relay access denied'] } satisfies Script],
    ['the unauthenticated (530)', { rcpt: () => [530, '5.7.0 Authentication required'] } satisfies Script],
  ] as [string, Script][])(
    'of %s pauses the queue, loses nothing and suppresses nobody',
    async (_, script) => {
      const pauses: string[] = [];
      const { post } = await serve(script);
      for (const email of addresses(60)) await contact(email);
      await queue(addresses(60));
      await deliver(post, { onPause: (reason) => pauses.push(reason) });
      expect(await states()).toEqual({ queued: 60 });
      expect(pauses).toHaveLength(1);
      expect(await pausedFor(db)).toBeGreaterThanOrEqual(0);
      const suppressed = await db
        .selectFrom('contacts')
        .select('id')
        .where('suppressed_at', 'is not', null)
        .execute();
      expect(suppressed).toEqual([]);
      expect(await db.selectFrom('letters').select('id').where('attempts', '>', 0).execute()).toEqual([]);
      expect(await nextTry(db)).toBeUndefined();

      const { smtp, post: mended } = await serve();
      await deliver(mended);
      expect(smtp.taken).toHaveLength(0);
      await resumeMail(db);
      await deliver(mended);
      expect(smtp.taken).toHaveLength(60);
    },
  );

  it('is told apart by a probe', async () => {
    const { post } = await serve({ auth: () => [535, 'No'] });
    expect(await post.probe()).toMatchObject({ state: 'broken-account' });
    expect(await (await serve()).post.probe()).toEqual({ state: 'accepted' });
    expect(await to('smtp://127.0.0.1:1').probe()).toMatchObject({ state: 'try-later' });
  });
});

describe('a server', () => {
  it('that is away costs a batch one try, not the whole queue', async () => {
    await queue(addresses(200));
    await deliver(to('smtp://127.0.0.1:1', 500));
    const tried = await db.selectFrom('letters').select('id').where('attempts', '>', 0).execute();
    expect(tried.length).toBeLessThanOrEqual(50);
    expect(await states()).toEqual({ queued: 200 });
    expect(await pausedFor(db)).toBeUndefined();
  });

  it('that falls silent is left after a while', async () => {
    const { post } = await serve({ data: () => 'stall' }, 300);
    const [id] = await queue(['wafa@example.org']);
    await deliver(post);
    expect(await letter(id!)).toMatchObject({ state: 'queued', attempts: 1 });
  });

  it('that hangs up in the middle of a letter gets it again, with the same Message-ID', async () => {
    let drops = 1;
    const { smtp, post } = await serve({ dropInData: () => drops-- > 0 });
    const [id] = await queue(['wafa@example.org']);
    await deliver(post);
    expect(await letter(id!)).toMatchObject({ state: 'queued', attempts: 1 });
    await dueNow();
    await deliver(post);
    expect(smtp.taken).toHaveLength(1);
    expect((await parse(smtp.taken[0]!.raw)).messageId).toBe((await letter(id!)).message_id);
  });
});

describe('a sender that dies', () => {
  it('after the server’s 250 and before its note sends a second copy with the same Message-ID', async () => {
    const { smtp, post } = await serve();
    const [id] = await queue(['wafa@example.org']);
    // The first process, up to its death: claimed, sent, and never heard of again.
    const claimed = await claimLetters(db, 10, 1);
    const composed = (await composePlain(db, claimed)).get(id!)!;
    if ('mail' in composed) await post.send(composed.mail);
    await deliver(post);
    expect(smtp.taken).toHaveLength(1);
    await sleep(1_100);
    await deliver(post);
    expect(smtp.taken).toHaveLength(2);
    const ids = await Promise.all(smtp.taken.map(async ({ raw }) => (await parse(raw)).messageId));
    expect(new Set(ids).size).toBe(1);
    expect(await letter(id!)).toMatchObject({ state: 'sent', attempts: 2 });
  });

  it('is not taken for dead while it works', async () => {
    const { smtp, post } = await serve({ data: () => sleep(2_500).then(() => undefined) }, 10_000);
    await queue(['wafa@example.org']);
    const timing = { leaseSeconds: 1, renewMs: 300 };
    const first = deliver(post, { timing });
    for (let round = 0; round < 8; round++) {
      await sleep(250);
      await deliver(post, { timing });
    }
    await first;
    expect(smtp.taken).toHaveLength(1);
    expect(await states()).toEqual({ sent: 1 });
  });
});

describe('a reader', () => {
  it('who stopped invitations still hears of what they did', async () => {
    const { smtp, post } = await serve();
    await contact('wafa@example.org', { unsubscribed_at: new Date() });
    const [invitation] = await queue(['Wafa@example.org'], 'invitation');
    const [announcement] = await queue(['Wafa@example.org'], 'announcement');
    const [answered] = await queue(['Wafa@example.org'], 'rsvp-answered');
    await deliver(post);
    for (const id of [invitation, announcement]) {
      expect(await letter(id!)).toMatchObject({ state: 'dropped', reason: 'unsubscribed' });
    }
    expect((await letter(answered!)).state).toBe('sent');
    expect(smtp.taken).toHaveLength(1);
  });
});

describe('a letter', () => {
  it('that is not due to be written is dropped with its reason', async () => {
    const { smtp, post } = await serve();
    const [id] = await queue(['wafa@example.org']);
    await deliver(post, { compose: async (_, [one]) => new Map([[one!.id, { drop: 'the event is over' }]]) });
    expect(await letter(id!)).toMatchObject({ state: 'dropped', reason: 'the event is over' });
    expect(smtp.taken).toHaveLength(0);
  });

  it('that cannot be written holds up no other', async () => {
    const { smtp, post } = await serve();
    const ids = await queue(addresses(30));
    await deliver(post, {
      compose: async (reader, letters) => {
        if (letters.some(({ id }) => id === ids[7])) throw new Error('no such words');
        return composePlain(reader, letters);
      },
    });
    expect(smtp.taken).toHaveLength(29);
    expect(await letter(ids[7]!)).toMatchObject({ state: 'queued', attempts: 1, reason: 'no such words' });
  });
});

describe('a notice', () => {
  const event = '00000000-0000-4000-8000-000000000000';
  const notice = async () => {
    const { id } = await db
      .insertInto('notices')
      .values({ kind: 'event-cancelled', payload: JSON.stringify({ event }) })
      .returning('id')
      .executeTakeFirstOrThrow();
    return id;
  };
  const recipients = (count: number) => async (): Promise<Recipient[]> =>
    addresses(count).map((email) => ({
      contactId: null,
      email,
      letter: 'event-cancelled',
      about: { event },
      answered: true,
    }));
  const expand = (id: string, count: number) =>
    expandNotice(db, id, recipients(count), 'https://perchoir.example');
  const jobs = async () => {
    const { rows } = await sql<{ key: string }>`select key from graphile_worker.jobs`.execute(db);
    return rows.map((row) => row.key);
  };
  afterEach(() => sql`select graphile_worker.remove_job('deliver-letters')`.execute(db));

  it('becomes its letters once, however many try', async () => {
    const id = await notice();
    const made = await Promise.all([expand(id, 2_500), expand(id, 2_500), expand(id, 2_500)]);
    expect(made.filter((count) => count > 0)).toEqual([2_500]);
    expect(await expand(id, 2_500)).toBe(0);
    expect(await states()).toEqual({ queued: 2_500 });
    const one = await db.selectFrom('letters').selectAll().limit(1).executeTakeFirstOrThrow();
    expect(one.message_id).toBe(`<${one.id}@perchoir.example>`);
    expect(one.about).toEqual({ event });
    expect(await jobs()).toContain('deliver-letters');
  });

  it('writes to an address once, however it is spelt', async () => {
    const id = await notice();
    await expandNotice(
      db,
      id,
      async () =>
        ['wafa@example.org', 'Wafa@Example.org', 'WAFA@example.org'].map((email) => ({
          contactId: null,
          email,
          letter: 'event-cancelled' as const,
          about: {},
        })),
      'https://perchoir.example',
    );
    expect(await states()).toEqual({ queued: 1 });
  });

  it('that fails half-way leaves nothing, and is found again', async () => {
    const id = await notice();
    const failing = expandNotice(
      db,
      id,
      async () => {
        throw new Error('away');
      },
      'https://perchoir.example',
    );
    await expect(failing).rejects.toThrow('away');
    expect(await states()).toEqual({});
    expect(await forgottenNotices(db, 60)).toEqual([]);
    expect(await forgottenNotices(db, 0)).toEqual([id]);
    await expand(id, 3);
    expect(await forgottenNotices(db, 0)).toEqual([]);
  });
});
