import type { Row } from '#db/schema';
import { link, type Reading, type Written } from './reading.server';

/** Letters about taking one's things along, and about leaving. */
export async function leavingLetter(
  { db }: Reading,
  { kind, about }: Row<'letters'>,
): Promise<Written | undefined> {
  const member = await db
    .selectFrom('members')
    .select(['id', 'name', 'timezone', 'leaving_at', 'leaving_words', 'warned_at', 'seen_at'])
    .where('id', '=', String(about.member))
    .executeTakeFirst();
  if (!member) return { drop: 'there is no such member any more' };
  const { name, timezone, leaving_at: until, leaving_words: words } = member;
  switch (kind) {
    case 'leaving-begun': {
      if (!until || !words) return { drop: 'they came back meanwhile' };
      const why = about.why === 'inactive' ? 'inactive' : 'asked';
      return { kind, props: { name, timezone, until, words, why, backUrl: link('/login') } };
    }
    case 'leaving-done':
      if (!until || !words) return { drop: 'they came back meanwhile' };
      return { kind, props: { name, words } };
    case 'inactive-noticed': {
      if (!member.warned_at || member.seen_at > member.warned_at) return { drop: 'they came meanwhile' };
      const end = new Date(String(about.until));
      return { kind, props: { name, timezone, until: end, loginUrl: link('/login') } };
    }
    case 'export-ready': {
      const made = await db
        .selectFrom('exports')
        .select('expires_at')
        .where('id', '=', String(about.export))
        .where('state', '=', 'ready')
        .executeTakeFirst();
      if (!made) return { drop: 'it has expired' };
      const props = { name, timezone, until: made.expires_at, dataUrl: link('/settings/data') };
      return { kind, props };
    }
    default:
      return undefined;
  }
}
