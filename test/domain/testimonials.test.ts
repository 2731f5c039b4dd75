import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { setRoles } from '#app/domain/communities/commands/roles.server';
import type { KeptPicture } from '#app/domain/media/rules';
import { setBlock } from '#app/domain/members/commands/block.server';
import { type Self, stranger, type Viewer } from '#app/domain/members/rules';
import { answerTestimonial } from '#app/domain/testimonials/commands/answer.server';
import { commentOn, removeComment } from '#app/domain/testimonials/commands/comment.server';
import {
  addPicture,
  deleteTestimonial,
  describePictures,
  offerTestimonial,
  removePicture,
  saveTestimonial,
  startTestimonial,
  withdrawTestimonial,
} from '#app/domain/testimonials/commands/write.server';
import { isTestimonialPictureShown } from '#app/domain/testimonials/pictures.server';
import {
  findTestimonial,
  listComments,
  listOffered,
  listOwnTestimonials,
  listTestimonials,
} from '#app/domain/testimonials/queries.server';
import { MOST_PICTURES } from '#app/domain/testimonials/rules';
import { db } from '#db/client';
import { aCommunity, aMember, asViewer, joins, noticesOf } from '../support/people';

let keeper: Self;
let moderator: Self;
let author: Self;
let member: Self;
let outsider: Self;
let community: { id: string; tag: string };

beforeEach(async () => {
  keeper = await aMember('Zoé');
  [moderator, author, member, outsider] = [
    await aMember('Modeste'),
    await aMember('Odile'),
    await aMember('Wafa'),
    await aMember('Autre'),
  ];
  community = await aCommunity(keeper);
  for (const one of [moderator, author, member]) await joins(one, community);
  await setRoles(db, keeper, community.id, { handle: moderator.handle, roles: ['moderator'] });
});

const CANARY = 'canari-des-brouillons';

async function written(text = CANARY): Promise<string> {
  const made = await startTestimonial(db, author, community.id, { title: 'Un hiver', text });
  if (!made.ok) throw new Error(made.reason);
  return made.id;
}
async function published(): Promise<string> {
  const id = await written();
  await offerTestimonial(db, author, id);
  expect(await answerTestimonial(db, moderator, id, { answer: 'publish', word: '' })).toEqual({ ok: true });
  return id;
}
const opens = async (viewer: Viewer, id: string) =>
  (await findTestimonial(db, viewer, community.id, id)) !== undefined;
const finds = async (viewer: Viewer) =>
  (await listTestimonials(db, viewer, community.id)).testimonials.map(({ id }) => id);
const readers = () => [stranger, ...[outsider, member, author, moderator, keeper].map(asViewer)];
const opened = (id: string) => Promise.all(readers().map((viewer) => opens(viewer, id)));
const stateOf = async (id: string) => (await findTestimonial(db, asViewer(author), community.id, id))?.state;

function aPicture(): KeptPicture {
  return {
    id: randomUUID(),
    kind: 'testimonial',
    width: 800,
    height: 600,
    bytes: 9,
    blur: 'data:image/webp;base64,',
  };
}

describe('a testimonial is opened by (stranger, outsider, member, author, moderator, keeper)', () => {
  test('draft: its author', async () => {
    expect(await opened(await written())).toEqual([false, false, false, true, false, false]);
  });
  test('offered: its author, and those who look after the community', async () => {
    const id = await written();
    await offerTestimonial(db, author, id);
    expect(await opened(id)).toEqual([false, false, false, true, true, true]);
    expect((await listOffered(db, asViewer(moderator), community.id)).map((one) => one.id)).toEqual([id]);
  });
  test('given back: its author, with the word', async () => {
    const id = await written();
    await offerTestimonial(db, author, id);
    await answerTestimonial(db, moderator, id, { answer: 'return', word: 'Un prénom de trop.' });
    expect(await opened(id)).toEqual([false, false, false, true, false, false]);
    expect(await findTestimonial(db, asViewer(author), community.id, id)).toMatchObject({
      state: 'returned',
      answer: 'Un prénom de trop.',
    });
  });
  test('published: whoever may open the community; of a hidden one its members', async () => {
    const id = await published();
    expect(await opened(id)).toEqual([true, true, true, true, true, true]);
    expect(await finds(stranger)).toEqual([id]);
    await db
      .updateTable('communities')
      .set({ visibility: 'hidden' })
      .where('id', '=', community.id)
      .execute();
    expect(await opened(id)).toEqual([false, false, true, true, true, true]);
    expect(await finds(asViewer(outsider))).toEqual([]);
    expect(await finds(asViewer(member))).toEqual([id]);
  });
  test('by somebody suspended: nobody else', async () => {
    const id = await published();
    await db.updateTable('members').set({ suspended_at: new Date() }).where('id', '=', author.id).execute();
    expect(await opens(asViewer(member), id)).toBe(false);
    expect(await finds(stranger)).toEqual([]);
  });
});

test('its pictures are seen by who may open it, and by nobody else', async () => {
  const id = await written();
  const picture = aPicture();
  expect(await addPicture(db, author, id, picture, 'La salle')).toEqual({ ok: true });
  const seen = () =>
    Promise.all(readers().map((viewer) => isTestimonialPictureShown(db, viewer, picture.id)));
  expect(await seen()).toEqual([false, false, false, true, false, false]);
  await offerTestimonial(db, author, id);
  expect(await seen()).toEqual([false, false, false, true, true, true]);
  await answerTestimonial(db, keeper, id, { answer: 'publish', word: '' });
  expect(await seen()).toEqual([true, true, true, true, true, true]);
  const view = await findTestimonial(db, stranger, community.id, id);
  expect(view?.pictures).toMatchObject([{ id: picture.id, alt: 'La salle', width: 800 }]);
});

test('who writes, offers and answers: members, the author, moderators', async () => {
  const input = { title: 'T', text: 'x' };
  expect(await startTestimonial(db, outsider, community.id, input)).toMatchObject({ reason: 'notYours' });
  const id = await written();
  for (const other of [member, moderator, keeper]) {
    expect(await saveTestimonial(db, other, id, input)).toMatchObject({ reason: 'notYours' });
    expect(await offerTestimonial(db, other, id)).toMatchObject({ reason: 'notYours' });
    expect(await deleteTestimonial(db, other, id)).toMatchObject({ reason: 'notYours' });
    expect(await addPicture(db, other, id, aPicture(), '')).toMatchObject({ reason: 'notYours' });
  }
  await offerTestimonial(db, author, id);
  for (const other of [member, author, outsider]) {
    const answer = { answer: 'publish', word: '' } as const;
    expect(await answerTestimonial(db, other, id, answer)).toMatchObject({ reason: 'notYours' });
  }
  expect(await stateOf(id)).toBe('offered');
});

test('nobody answers their own while somebody else could whose hat is awake; alone, they may', async () => {
  const publish = { answer: 'publish', word: '' } as const;
  const made = await startTestimonial(db, moderator, community.id, { title: 'Le mien', text: CANARY });
  const id = made.ok ? made.id : '';
  await offerTestimonial(db, moderator, id);
  const mine = async () =>
    (await listOffered(db, asViewer(moderator), community.id)).map((one) => one.awaitsAnother);
  expect(await answerTestimonial(db, moderator, id, publish)).toMatchObject({ reason: 'awaitsAnother' });
  expect(await mine()).toEqual([true]);
  expect((await listOffered(db, asViewer(keeper), community.id))[0]?.awaitsAnother).toBe(false);

  // The keeper's hat sleeps: they lack the second factor the instance asks for, and the moderator has one.
  await db.updateTable('instance').set({ organizers_need_second_factor: true }).execute();
  try {
    await db
      .insertInto('authenticators')
      .values({ member_id: moderator.id, secret: Buffer.alloc(20, 1), confirmed_at: new Date() })
      .execute();
    expect(await mine()).toEqual([false]);
    expect(await answerTestimonial(db, moderator, id, publish)).toEqual({ ok: true });
  } finally {
    await db.updateTable('instance').set({ organizers_need_second_factor: false }).execute();
  }
});

test('nothing empty is offered; what is offered twice waits once; what was answered is answered', async () => {
  const empty = await written('');
  expect(await offerTestimonial(db, author, empty)).toMatchObject({ reason: 'empty', field: 'text' });
  const id = await published();
  const again = { answer: 'return', word: 'Trop tard' } as const;
  expect(await answerTestimonial(db, keeper, id, again)).toMatchObject({ reason: 'notOffered' });
  expect(await offerTestimonial(db, author, id)).toEqual({ ok: true });
  expect(await stateOf(id)).toBe('published');
});

test('what changes after it was accepted is a draft again: the text, a picture, what it shows', async () => {
  const id = await published();
  expect(await saveTestimonial(db, author, id, { title: 'Un hiver', text: CANARY })).toEqual({ ok: true });
  expect(await stateOf(id)).toBe('published');
  await saveTestimonial(db, author, id, { title: 'Un hiver', text: 'Autre chose' });
  expect(await stateOf(id)).toBe('draft');
  expect(await finds(stranger)).toEqual([]);

  const second = await published();
  const picture = aPicture();
  await addPicture(db, author, second, picture, '');
  expect(await stateOf(second)).toBe('draft');
  await offerTestimonial(db, author, second);
  await describePictures(db, author, second, new Map([[picture.id, 'Deux bols']]));
  expect(await stateOf(second)).toBe('draft');
  await offerTestimonial(db, author, second);
  await removePicture(db, author, second, picture.id);
  expect(await stateOf(second)).toBe('draft');
  const gone = await db.selectFrom('media_gone').select('id').where('id', '=', picture.id).execute();
  expect(gone).toHaveLength(1);
});

test('ten pictures and no more', async () => {
  const id = await written();
  for (let n = 0; n < MOST_PICTURES; n++) await addPicture(db, author, id, aPicture(), String(n));
  expect(await addPicture(db, author, id, aPicture(), '')).toMatchObject({ reason: 'picturesFull' });
});

test('taken back it is off the page and its author’s; thrown away it is gone with all that hung on it', async () => {
  const id = await published();
  await commentOn(db, member, community.id, id, 'Moi aussi');
  await withdrawTestimonial(db, author, id);
  expect(await finds(stranger)).toEqual([]);
  expect((await listOwnTestimonials(db, asViewer(author), community.id)).map((one) => one.id)).toEqual([id]);
  const picture = aPicture();
  await addPicture(db, author, id, picture, '');
  await deleteTestimonial(db, author, id);
  expect(await opens(asViewer(author), id)).toBe(false);
  expect(await db.selectFrom('media').select('id').where('id', '=', picture.id).execute()).toEqual([]);
});

test('moderators hear of an offer, the author of an answer; the audit log of both answers', async () => {
  const id = await published();
  expect(await noticesOf('testimonial-offered')).toContainEqual({ testimonial: id });
  expect(await noticesOf('testimonial-answered')).toContainEqual({ testimonial: id });
  const acts = await db.selectFrom('acts').selectAll().where('community_id', '=', community.id).execute();
  expect(acts).toContainEqual(
    expect.objectContaining({ kind: 'testimonial-published', actor_id: moderator.id, subject_id: author.id }),
  );
});

describe('comments', () => {
  test('are by members, under what is published', async () => {
    const draft = await written();
    expect(await commentOn(db, member, community.id, draft, 'Oh')).toMatchObject({ reason: 'notYours' });
    const id = await published();
    expect(await commentOn(db, outsider, community.id, id, 'Oh')).toMatchObject({ reason: 'notYours' });
    expect(await commentOn(db, member, community.id, id, 'Oh')).toMatchObject({ ok: true });
    expect((await listComments(db, stranger, id)).comments).toMatchObject([
      { text: 'Oh', author: { handle: member.handle } },
    ]);
  });
  test('are removed by who wrote them and by moderators, which the log tells', async () => {
    const id = await published();
    const said = async () => {
      const made = await commentOn(db, member, community.id, id, 'Oh');
      return made.ok ? made.id : '';
    };
    const [first, second] = [await said(), await said()];
    expect(await removeComment(db, author, first)).toMatchObject({ reason: 'notYours' });
    expect(await removeComment(db, member, first)).toEqual({ ok: true });
    expect(await removeComment(db, moderator, second)).toEqual({ ok: true });
    expect((await listComments(db, stranger, id)).comments).toEqual([]);
    const acts = await db
      .selectFrom('acts')
      .select('actor_id')
      .where('kind', '=', 'comment-removed')
      .execute();
    expect(acts).toEqual([{ actor_id: moderator.id }]);
  });
  test('by whom one muted are folded; who was blocked finds neither them nor the testimonial', async () => {
    const id = await published();
    await commentOn(db, member, community.id, id, 'Oh');
    await setBlock(db, outsider, member.handle, 'muted');
    expect((await listComments(db, asViewer(outsider), id)).comments).toMatchObject([{ folded: 'muted' }]);
    await setBlock(db, member, moderator.handle, 'blocked');
    expect((await listComments(db, asViewer(moderator), id)).comments).toEqual([]);
    await setBlock(db, author, member.handle, 'blocked');
    expect(await opens(asViewer(member), id)).toBe(false);
    expect(await finds(asViewer(member))).toEqual([]);
    expect(await finds(asViewer(outsider))).toEqual([id]);
    await setBlock(db, outsider, author.handle, 'muted');
    expect((await listTestimonials(db, asViewer(outsider), community.id)).testimonials).toMatchObject([
      { folded: 'muted' },
    ]);
    await setBlock(db, outsider, author.handle, 'blocked');
    const opened = await findTestimonial(db, asViewer(outsider), community.id, id);
    expect(opened).toMatchObject({ folded: 'blocked' });
  });
});

test('who left is a former member', async () => {
  const id = await published();
  await db.updateTable('testimonials').set({ author_id: null }).where('id', '=', id).execute();
  expect(await findTestimonial(db, stranger, community.id, id)).toMatchObject({ author: null });
});
