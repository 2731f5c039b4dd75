import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { forgetConfig, origin } from '#app/config.server';
import { sendInvitations } from '#app/domain/invitations/commands/send-invitations.server';
import { requestPasswordReset } from '#app/domain/members/commands/passwords.server';
import { ensureContact, unsubscribeContact } from '#app/domain/members/contacts.server';
import { linkToken } from '#app/domain/members/links.server';
import type { Self } from '#app/domain/members/rules';
import { composeLetters } from '#app/notices/compose.server';
import { deliverDue } from '#app/notices/delivery.server';
import { expandNotice } from '#app/notices/expansion.server';
import { pausedFor, pauseMail } from '#app/notices/outbox.server';
import { recipientsOf } from '#app/notices/readers.server';
import * as outbox from '#app/routes/outbox';
import * as letterPage from '#app/routes/outbox_.$letter';
import * as htmlPart from '#app/routes/outbox_.$letter_.html';
import * as rawLetter from '#app/routes/outbox_.$letter_.raw[.]eml';
import * as letters from '#app/routes/settings_.letters';
import * as stewardPage from '#app/routes/steward.mail';
import * as unsubscribe from '#app/routes/unsubscribe.$token';
import { db } from '#db/client';
import { startHttp } from '../support/http-server';
import { aCommunity, aMember, anEvent } from '../support/people';
import { cookieOf, visit } from '../support/visit';

let steward: Self;
let member: Self;
let cookies: { steward: string; member: string };

beforeAll(async () => {
  [steward, member] = [await aMember('Garde'), await aMember('Zoé Perchet')];
  await db.updateTable('members').set({ steward: true }).where('id', '=', steward.id).execute();
  cookies = { steward: await cookieOf(steward), member: await cookieOf(member) };
});

/** What the worker does on an instance without SMTP. */
async function keepLetters(): Promise<void> {
  const notices = await db.selectFrom('notices').select('id').where('expanded_at', 'is', null).execute();
  for (const { id } of notices) await expandNotice(db, id, recipientsOf, origin());
  const from = { name: 'Perchoir', address: 'perchoir@localhost' };
  await deliverDue(db, { post: undefined, from, compose: composeLetters });
}

async function letterOf(kind: string): Promise<string> {
  const { id } = await db
    .selectFrom('letters')
    .select('id')
    .where('kind', '=', kind)
    .orderBy('created_at', 'desc')
    .executeTakeFirstOrThrow();
  return id;
}

const PAGES = (letter: string) =>
  [
    [outbox.loader, '/outbox', {}],
    [letterPage.loader, `/outbox/${letter}`, { letter }],
    [htmlPart.loader, `/outbox/${letter}/html`, { letter }],
    [rawLetter.loader, `/outbox/${letter}/raw.eml`, { letter }],
  ] as const;

describe('letters kept on the instance', () => {
  let invitation: string;

  beforeAll(async () => {
    await requestPasswordReset(db, member.email);
    const event = await anEvent(member, await aCommunity(member), { title: 'Le gâteau, d’abord' });
    await sendInvitations(db, member, event.id, {
      people: [{ email: 'nine@example.org', name: 'Nine' }],
      message: '<img src=x onerror=alert(1)> Viens !',
      language: 'fr',
    });
    await keepLetters();
    invitation = await letterOf('invitation');
  });

  const published = (env: Record<string, string>) => {
    Object.assign(process.env, env);
    forgetConfig();
  };
  afterEach(() => {
    delete process.env.APP_URL;
    delete process.env.SMTP_URL;
    forgetConfig();
  });

  async function statuses(cookie?: string, ip = '127.0.0.1'): Promise<number[]> {
    const answers = PAGES(invitation).map(([loader, path, params]) =>
      visit(loader, path, { params, cookie, ip }),
    );
    return (await Promise.all(answers)).map(({ status }) => status);
  }

  test.each([
    {},
    { APP_URL: 'http://localhost:4000' },
    { APP_URL: 'http://127.0.0.1:3000' },
    { APP_URL: 'http://[::1]:3000' },
  ] as Record<string, string>[])(
    'are open to anybody at the machine of a first try, and to nobody else: %j',
    async (env) => {
      published(env);
      expect(await statuses()).toEqual([200, 200, 200, 200]);
      expect(await statuses(undefined, '192.168.1.30')).toEqual([404, 404, 404, 404]);
    },
  );

  test.each([
    { APP_URL: 'https://perchoir.example.org' },
    { APP_URL: 'http://192.168.1.20:3000' },
    { APP_URL: 'http://localhost.evil.example' },
    { SMTP_URL: 'smtp://localhost:2525' },
    { SMTP_URL: 'smtp://localhost:2525', APP_URL: 'http://localhost:3000' },
  ] as Record<string, string>[])('are the steward’s elsewhere, and not there for others: %j', async (env) => {
    published(env);
    // On https the cookie has another name.
    const by = { steward: await cookieOf(steward), member: await cookieOf(member) };
    expect(await statuses()).toEqual([404, 404, 404, 404]);
    expect(await statuses(by.member)).toEqual([404, 404, 404, 404]);
    expect(await statuses(by.steward)).toEqual([200, 200, 200, 200]);
  });

  test('are listed with subject, address and state', async () => {
    const { data } = await visit(outbox.loader, '/outbox', { ip: '127.0.0.1' });
    const line = data.letters.find(({ id }: { id: string }) => id === invitation);
    expect(line).toMatchObject({ email: 'nine@example.org', state: 'sent', kept: true });
    expect(line.subject).toContain('Zoé Perchet vous invite');
    expect(data.letters[0]).not.toHaveProperty('raw');
  });

  test('are read part by part, the calendar’s too', async () => {
    const { data } = await visit(letterPage.loader, '/outbox/x', {
      params: { letter: invitation },
      ip: '127.0.0.1',
    });
    const { to, text, html, calendar } = data.parts;
    expect(to).toContain('nine@example.org');
    expect(text).toContain('Bonjour Nine');
    expect(html).toBe(true);
    expect(calendar).toMatchObject({ method: 'REQUEST', summary: 'Le gâteau, d’abord', status: 'CONFIRMED' });
    expect(calendar.location).toBe('La Cave, 9 bis, rue du Vieux-Puits');
    expect(calendar.ends.getTime() - calendar.starts.getTime()).toBe(4 * 3_600_000);
  });

  test('show their HTML with pictures inside, shut off from everything else', async () => {
    const { data, headers } = await visit(htmlPart.loader, '/outbox/x', {
      params: { letter: invitation },
      ip: '127.0.0.1',
    });
    expect(data).toMatch(/<img[^>]+src="data:image\/png;base64,/);
    expect(data).not.toMatch(/cid:|<img src=x|<script|target="_blank"/);
    const policy = headers.get('Content-Security-Policy') ?? '';
    for (const rule of [
      "default-src 'none'",
      'sandbox allow-top',
      'img-src data:',
      "frame-ancestors 'self'",
    ]) {
      expect(policy).toContain(rule);
    }
    expect(policy).not.toMatch(/script-src|allow-scripts|allow-same-origin/);
  });

  test('are downloaded byte by byte', async () => {
    const { raw } = await db
      .selectFrom('letters')
      .select('raw')
      .where('id', '=', invitation)
      .executeTakeFirstOrThrow();
    const { data, headers } = await visit(rawLetter.loader, '/outbox/x', {
      params: { letter: invitation },
      ip: '127.0.0.1',
    });
    expect(data).toBe(raw?.toString('utf8'));
    expect(headers.get('Content-Type')).toBe('message/rfc822');
    expect(headers.get('Content-Disposition')).toMatch(
      /^attachment; filename="invitation-[0-9a-f]{8}\.eml"$/,
    );
  });

  test('that do not exist are not there', async () => {
    for (const letter of ['nothing', '018f3a4c-1111-4222-8333-444455556666', "' or 1=1"]) {
      for (const [loader, path] of PAGES(letter).slice(1)) {
        expect((await visit(loader, path, { params: { letter }, ip: '127.0.0.1' })).status).toBe(404);
      }
    }
    expect((await visit(outbox.loader, '/outbox?before=nothing', { ip: '127.0.0.1' })).status).toBe(200);
  });

  test('are paged', async () => {
    const { id, notice_id } = await db
      .selectFrom('letters')
      .select(['id', 'notice_id'])
      .where('id', '=', invitation)
      .executeTakeFirstOrThrow();
    await db
      .insertInto('letters')
      .values(
        Array.from({ length: 60 }, (_, index) => ({
          notice_id,
          kind: 'test',
          email: `page${index}@example.org`,
          about: '{}',
          message_id: `<${index}@page>`,
          state: 'dropped' as const,
          reason: 'no need',
          created_at: new Date(Date.now() - 60_000 * (index + 1)),
        })),
      )
      .execute();
    const seen: string[] = [];
    let before: string | undefined = '';
    for (let pages = 0; before !== undefined && pages < 9; pages += 1) {
      const { data } = await visit(outbox.loader, `/outbox?before=${before}`, { ip: '127.0.0.1' });
      seen.push(...data.letters.map((letter: { id: string }) => letter.id));
      before = data.next;
    }
    const all = await db.selectFrom('letters').select('id').execute();
    expect(new Set(seen)).toEqual(new Set(all.map((letter) => letter.id)));
    expect(seen).toHaveLength(all.length);
    expect(seen).toContain(id);
  });
});

describe('stewardship', () => {
  const asks = (act: string, cookie?: string) =>
    visit(stewardPage.action, '/steward', { cookie, form: { act } });

  test('is not there for others', async () => {
    for (const cookie of [undefined, cookies.member]) {
      expect(await visit(stewardPage.loader, '/steward', { cookie })).toMatchObject({
        status: 404,
        data: '',
      });
      expect((await asks('resume', cookie)).status).toBe(404);
    }
  });

  test('tells how the mail is: counts, failures with their reasons', async () => {
    await db
      .updateTable('letters')
      .set({ state: 'failed', reason: '550 no such person' })
      .where('email', '=', 'page7@example.org')
      .execute();
    const { data } = await visit(stewardPage.loader, '/steward', { cookie: cookies.steward });
    expect(data.health.counts).toMatchObject({ failed: 1, queued: 0 });
    expect(data.health.failures).toEqual([
      expect.objectContaining({ email: 'p…@example.org', reason: '550 no such person' }),
    ]);
    expect(data.health.paused).toBeNull();
  });

  test('resumes a paused mail', async () => {
    await pauseMail(db, '535 wrong password');
    const { data } = await visit(stewardPage.loader, '/steward', { cookie: cookies.steward });
    expect(data.health.paused).toMatchObject({ reason: '535 wrong password' });
    expect(await asks('resume', cookies.steward)).toMatchObject({
      status: 303,
      location: '/steward/mail?done=resumed',
    });
    expect(await pausedFor(db)).toBeUndefined();
  });

  test('sends a letter to the steward alone, to see whether mail arrives', async () => {
    expect(await asks('test', cookies.steward)).toMatchObject({
      status: 303,
      location: '/steward/mail?done=tested',
    });
    await keepLetters();
    const letters = await db
      .selectFrom('letters')
      .select(['email', 'subject', 'state'])
      .where('kind', '=', 'test')
      .where('raw', 'is not', null)
      .execute();
    expect(letters).toEqual([expect.objectContaining({ email: steward.email, state: 'sent' })]);
    expect(letters[0]?.subject).toContain('été, cœur, 612');
    expect((await asks('nonsense', cookies.steward)).status).toBe(400);
  });
});

describe('unsubscribing', () => {
  let contact: { id: string; email: string };
  let token: string;
  beforeAll(async () => {
    contact = await db.transaction().execute((trx) => ensureContact(trx, { email: 'nine.b@example.org' }));
    token = await linkToken(db, 'unsubscribe', { id: contact.id, version: 1 });
  });

  const isStopped = async () =>
    (
      await db
        .selectFrom('contacts')
        .select('unsubscribed_at')
        .where('id', '=', contact.id)
        .executeTakeFirstOrThrow()
    ).unsubscribed_at !== null;

  test('a page that asks, and changes nothing when a scanner opens it', async () => {
    const { status, data } = await visit(unsubscribe.loader, '/unsubscribe/x', { params: { token } });
    expect(status).toBe(200);
    expect(data).toMatchObject({ email: 'n…@example.org', scopes: ['all'], stopped: null });
    expect(await isStopped()).toBe(false);
  });

  test('a mail program’s one click: no cookie, no Origin, no redirect, as often as it likes (RFC 8058)', async () => {
    const http = await startHttp(
      [
        {
          path: 'unsubscribe/:token',
          // The page it is drawn on is not what is tested here.
          action: async (args) => new Response(JSON.stringify(await unsubscribe.action(args))),
        },
      ],
      { APP_URL: 'https://perchoir.example.org' },
    );
    try {
      const click = 'List-Unsubscribe=One-Click';
      const parts =
        '--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n';
      const posts: { type: string; body: string; more?: Record<string, string> }[] = [
        { type: 'application/x-www-form-urlencoded', body: click },
        { type: 'application/x-www-form-urlencoded', body: click, more: { Origin: 'https://mail.example' } },
        { type: 'multipart/form-data; boundary=b', body: parts, more: { Origin: 'null' } },
        { type: 'text/plain', body: click },
      ];
      for (const { type, body, more } of posts) {
        const answer = await http.send(`/unsubscribe/${token}`, {
          method: 'POST',
          headers: { 'Content-Type': type, Host: 'perchoir.example.org', ...more },
          body,
        });
        expect(answer.status).toBe(200);
        expect(answer.headers.location).toBeUndefined();
        expect(answer.headers['set-cookie']).toBeUndefined();
        expect(await isStopped()).toBe(true);
      }
    } finally {
      await http.close();
    }
  });

  test('can be undone on the same page', async () => {
    await unsubscribeContact(db, contact.id);
    const undone = await visit(unsubscribe.action, '/unsubscribe/x', {
      params: { token },
      form: { undo: '1' },
    });
    expect(undone).toMatchObject({ status: 200, data: { undone: true } });
    expect(await isStopped()).toBe(false);
  });

  test('a link that is not ours is not there', async () => {
    const forged = `${token.slice(0, -4)}AAAA`;
    const otherPurpose = await linkToken(db, 'rsvp', { id: contact.id, version: 1 });
    for (const wrong of [forged, otherPurpose, 'nothing', '']) {
      const params = { token: wrong };
      expect((await visit(unsubscribe.loader, '/unsubscribe/x', { params })).status).toBe(404);
      expect((await visit(unsubscribe.action, '/unsubscribe/x', { params, form: {} })).status).toBe(404);
    }
    expect(await isStopped()).toBe(false);
  });
});

describe('an address whose server refused a letter', () => {
  const refuse = (id: string) =>
    db
      .updateTable('contacts')
      .set({ suppressed_at: new Date(), suppressed_reason: '550 no such user' })
      .where('id', '=', id)
      .execute();
  const isRefused = async (id: string) =>
    (await db.selectFrom('contacts').select('suppressed_at').where('id', '=', id).executeTakeFirstOrThrow())
      .suppressed_at !== null;

  test('is written to again when its member says so, signed in; and nobody else says it for them', async () => {
    const member = await aMember();
    const cookie = await cookieOf(member);
    const again = (who?: string) =>
      visit(letters.action, '/settings/letters', { cookie: who, form: { act: 'again' } });
    const refusal = async () => (await visit(letters.loader, '/settings/letters', { cookie })).data.refused;
    expect(await refusal()).toBe(null);
    await refuse(member.contactId);
    expect(await refusal()).toBe('returned');
    expect((await again()).location).toContain('/login');
    await again(await cookieOf(await aMember()));
    expect(await refusal()).toBe('returned');
    expect((await again(cookie)).location).toContain('/settings/letters?saved');
    expect(await refusal()).toBe(null);
  });

  test('is written to again by the link of an older letter, for who has no account; a robot’s click does not', async () => {
    const { id } = await db.transaction().execute((trx) => ensureContact(trx, { email: 'back@example.org' }));
    const params = { token: await linkToken(db, 'unsubscribe', { id, version: 1 }) };
    await refuse(id);
    expect((await visit(unsubscribe.loader, '/unsubscribe/x', { params })).data.refused).toBe('returned');
    await visit(unsubscribe.action, '/unsubscribe/x', { params, form: { 'List-Unsubscribe': 'One-Click' } });
    expect(await isRefused(id)).toBe(true);
    await visit(unsubscribe.action, '/unsubscribe/x', { params, form: { undo: '1' } });
    expect(await isRefused(id)).toBe(false);
  });
});
