import { sql } from 'kysely';
import type { Db } from '#db/client';
import type { Row } from '#db/schema';
import type { Quoted } from '../domain/moderation/rules';
import { link, type Reading, stewardsEnd, type Written } from './reading.server';

/** Letters about reports and testimonials, from the facts as they are when they are sent. */
export async function moderationLetter(
  reading: Reading,
  letter: Row<'letters'>,
): Promise<Written | undefined> {
  const name = reading.contactOf(letter)?.name ?? '';
  switch (letter.kind) {
    case 'report-waiting':
    case 'report-answered':
    case 'moderated':
      return ofReport(reading.db, letter, name);
    case 'suspension-lifted':
      return { kind: 'suspension-lifted', props: { name, loginUrl: link('/login') } };
    case 'testimonial-offered':
    case 'testimonial-answered':
      return ofTestimonial(reading.db, letter, name);
    default:
      return undefined;
  }
}

async function ofReport(db: Db, letter: Row<'letters'>, name: string): Promise<Written> {
  const report = await db
    .selectFrom('reports')
    .leftJoin('communities', 'communities.id', 'reports.community_id')
    .leftJoin('hashtags', 'hashtags.tag', 'communities.hashtag')
    .leftJoin('members as judge', 'judge.id', 'reports.decided_by')
    .selectAll('reports')
    .select(['communities.hashtag as tag', 'hashtags.display', 'communities.visibility', 'judge.steward'])
    .select(
      sql<boolean>`exists (select from memberships where community_id = reports.community_id
        and member_id = reports.decided_by and roles && '{moderator,keeper}')`.as('by_moderator'),
    )
    .select(
      sql<boolean>`exists (select from memberships join members on members.id = memberships.member_id
        where memberships.community_id = reports.community_id and members.contact_id = ${letter.contact_id})`.as(
        'is_insider',
      ),
    )
    .where('reports.id', '=', String(letter.about.report))
    .executeTakeFirst();
  if (!report) return { drop: 'the report is gone' };
  const { about, decision, tag } = report;
  const community = report.display && `#${report.display}`;
  if (letter.kind === 'report-waiting') {
    if (decision) return { drop: 'it is decided' };
    // Whoever may be there looks at it there; the others are stewards.
    const isModerators = tag !== null && !report.passed_at && report.is_insider;
    const url = link(isModerators ? `/c/${encodeURIComponent(tag)}/reports` : '/steward/reports');
    return { kind: 'report-waiting', props: { name, community: isModerators ? community : null, url } };
  }
  if (!decision) return { drop: 'nothing is decided' };
  if (letter.kind === 'report-answered') return { kind: 'report-answered', props: { name, about, decision } };
  if (decision === 'nothing' || decision === 'banned') return { drop: 'told otherwise' };
  const named = report.visibility === 'public' || report.is_insider;
  const office = report.passed_at || !report.by_moderator ? null : named ? community : '';
  const quoted = report.quoted as unknown as Quoted;
  const replyTo = stewardsEnd();
  return {
    kind: 'moderated',
    replyTo,
    props: {
      name,
      ...{ about, decision, office },
      quote: about === 'member' ? '' : (quoted.text ?? quoted.title ?? '').slice(0, 500),
      word: report.decision_note,
      stewards: replyTo?.address ?? '',
    },
  };
}

async function ofTestimonial(db: Db, letter: Row<'letters'>, name: string): Promise<Written> {
  const row = await db
    .selectFrom('testimonials')
    .innerJoin('communities', 'communities.id', 'testimonials.community_id')
    .innerJoin('hashtags', 'hashtags.tag', 'communities.hashtag')
    .leftJoin('members', 'members.id', 'testimonials.author_id')
    .select(['testimonials.title', 'testimonials.state', 'testimonials.answer', 'communities.hashtag'])
    .select(['hashtags.display', 'members.public_name'])
    .where('testimonials.id', '=', String(letter.about.testimonial))
    .executeTakeFirst();
  if (!row) return { drop: 'the testimonial is gone' };
  const { title, state, answer: word } = row;
  const community = `#${row.display}`;
  const page = `/c/${encodeURIComponent(row.hashtag)}/testimonials`;
  const url = link(`${page}/${String(letter.about.testimonial)}`);
  if (letter.kind === 'testimonial-offered') {
    if (state !== 'offered') return { drop: 'it waits no longer' };
    return {
      kind: 'testimonial-offered',
      props: { name, title, author: row.public_name ?? '', community, url },
    };
  }
  if (state !== 'published' && state !== 'returned') return { drop: 'its author wrote on since' };
  return {
    kind: 'testimonial-answered',
    props: { name, title, community, published: state === 'published', word, url },
  };
}
