import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Trx } from '#db/client';
import { findCommunity } from '../domain/communities/queries.server';
import type { Self } from '../domain/members/rules';
import { decideReport } from '../domain/moderation/commands/decide.server';
import { reportThing } from '../domain/moderation/commands/report.server';
import { listReports } from '../domain/moderation/queries.server';
import { publishPost } from '../domain/posts/commands.server';
import { answerTestimonial } from '../domain/testimonials/commands/answer.server';
import { commentOn } from '../domain/testimonials/commands/comment.server';
import { offerTestimonial, startTestimonial } from '../domain/testimonials/commands/write.server';
import { communities } from './gatherings';
import { REPORTED, type SampleTestimonial, testimonials } from './words';

type Member = (handle: string) => Self;

function must<T extends { ok: boolean }>(result: T): Extract<T, { ok: true }> {
  if (!result.ok) throw new Error(`the sample could not: ${JSON.stringify(result)}`);
  return result as Extract<T, { ok: true }>;
}

/** Testimonials, one of which still waits, and what was said under them. @returns the last comment of the first */
export async function writeTestimonials(trx: Trx, member: Member): Promise<string | undefined> {
  let last: string | undefined;
  for (const one of testimonials) {
    const said = await writeOne(trx, member, one);
    last ??= said.at(-1);
  }
  return last;
}

async function writeOne(trx: Trx, member: Member, one: SampleTestimonial): Promise<string[]> {
  const author = member(one.author);
  const keeper = member(
    communities.find(({ hashtag }) => hashtag.toLowerCase() === one.community)?.keeper ?? '',
  );
  const community = await findCommunity(trx, { member: keeper, keys: [] }, one.community);
  if (!community) throw new Error(`the sample has no #${one.community}`);
  const { id } = must(await startTestimonial(trx, author, community.id, one));
  must(await offerTestimonial(trx, author, id));
  if (one.days === null) return [];
  must(await answerTestimonial(trx, keeper, id, { answer: 'publish', word: '' }));
  const said: string[] = [];
  for (const [handle, text] of one.comments) {
    said.push(must(await commentOn(trx, member(handle), community.id, id, text)).id);
  }
  await sql`update testimonials set published_at = published_at - make_interval(days => ${one.days})
    where id = ${id}`.execute(trx);
  for (const [index, comment] of said.entries()) {
    await sql`update testimonial_comments
      set created_at = created_at - make_interval(days => ${one.days - 1}, mins => ${-7 * index})
      where id = ${comment}`.execute(trx);
  }
  return said;
}

/** Two reports that wait, for moderators and for stewards, and one that is decided. */
export async function reportThings(
  trx: Trx,
  member: Member,
  { tag, comment }: { tag: string; comment: string | undefined },
): Promise<void> {
  const { post, member: person, comment: unkind } = REPORTED;
  const { id } = must(
    await publishPost(trx, member(post.author), tag, { text: post.text, key: randomUUID() }),
  );
  const judge = member(post.judge);
  must(
    await reportThing(trx, member(post.by), { about: 'post', id }, { reason: 'private', note: post.note }),
  );
  const { community_id } = await trx
    .selectFrom('reports')
    .select('community_id')
    .where('object', '=', id)
    .executeTakeFirstOrThrow();
  const [thing] = await listReports(trx, judge, community_id);
  must(await decideReport(trx, judge, thing?.id ?? '', { decision: 'removed', word: post.word }));
  if (comment) {
    const about = { about: 'comment', id: comment } as const;
    must(await reportThing(trx, member(unkind.by), about, { reason: 'unkind', note: unkind.note }));
  }
  const about = { about: 'member', id: person.about } as const;
  must(await reportThing(trx, member(person.by), about, { reason: 'spam', note: person.note }));
}
