import { type RawBuilder, sql } from 'kysely';
import type { Trx } from '#db/client';
import type { LetterKind } from '#emails/props';
import type { LetterNotice } from './catalogue';
import type { Recipient } from './readers.server';

type ModerationNotice = Extract<
  LetterNotice,
  {
    kind:
      | 'testimonial-offered'
      | 'testimonial-answered'
      | 'report-made'
      | 'report-decided'
      | 'report-told'
      | 'suspension-lifted';
  }
>;

/** Who hears of reports and testimonials: those who look after a community or the instance, and those concerned. */
export async function recipientsOfModeration(trx: Trx, notice: ModerationNotice): Promise<Recipient[]> {
  switch (notice.kind) {
    case 'testimonial-offered': {
      const { testimonial } = notice;
      const offered = sql<boolean>`exists (
        select from testimonials t join memberships on memberships.community_id = t.community_id
        where t.id = ${testimonial} and memberships.member_id = members.id
          and memberships.roles && '{moderator,keeper}' and t.author_id is distinct from members.id)`;
      return membersWho(trx, offered, 'testimonial-offered', { testimonial });
    }
    case 'testimonial-answered': {
      const { testimonial } = notice;
      const isAuthor = sql<boolean>`members.id = (select author_id from testimonials where id = ${testimonial})`;
      return membersWho(trx, isAuthor, 'testimonial-answered', { testimonial });
    }
    case 'report-made': {
      const { report } = notice;
      // The same people whose queue it is in; see the queries of moderation.
      const looksAt = sql<boolean>`exists (
        select from reports r
        cross join lateral (select exists (
          select from memberships where community_id = r.community_id and member_id = r.subject_id
            and roles && '{moderator,keeper}') as looks_after) subject
        where r.id = ${report} and r.subject_id is distinct from members.id
          and case when r.community_id is null or r.passed_at is not null or subject.looks_after then members.steward
            else exists (select from memberships where community_id = r.community_id and member_id = members.id
              and roles && '{moderator,keeper}') end)`;
      return membersWho(trx, looksAt, 'report-waiting', { report });
    }
    case 'report-decided': {
      const { report } = notice;
      const reported = sql<boolean>`members.id = (select reporter_id from reports where id = ${report})`;
      return membersWho(trx, reported, 'report-answered', { report });
    }
    case 'report-told': {
      const { report } = notice;
      const isConcerned = sql<boolean>`members.id = (select subject_id from reports where id = ${report})`;
      return membersWho(trx, isConcerned, 'moderated', { report }, 'evenSuspended');
    }
    case 'suspension-lifted':
      return membersWho(trx, sql<boolean>`members.id = ${notice.member}`, 'suspension-lifted', {
        member: notice.member,
      });
  }
}

async function membersWho(
  trx: Trx,
  are: RawBuilder<boolean>,
  letter: LetterKind,
  about: Record<string, unknown>,
  suspended?: 'evenSuspended',
): Promise<Recipient[]> {
  let rows = trx
    .selectFrom('members')
    .innerJoin('contacts', 'contacts.id', 'members.contact_id')
    .select(['contacts.id as contactId', 'contacts.email'])
    .where(are);
  if (!suspended) rows = rows.where('members.suspended_at', 'is', null);
  return (await rows.execute()).map((row) => ({ ...row, letter, about }));
}
