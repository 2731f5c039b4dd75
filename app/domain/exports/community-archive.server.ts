import { sql } from 'kysely';
import type { Db } from '#db/client';
import type { Viewer } from '../members/rules';
import { listedTo, nameFor } from '../members/visibility.server';
import { closedTags } from '../posts/visibility.server';
import type { Entry } from './archive.server';
import { eventFacts, iso } from './event-facts.server';
import { type CommunityFile, type communityFiles, type FilesOf, fileName } from './rules';

type Files = FilesOf<typeof communityFiles>;
type Rows<Name extends CommunityFile> = Files[Name] extends (infer Row)[] ? Row : never;

const PAGE = 500;
const signedBy = sql<string>`case when a.id is null or a.leaving_at is not null then '' else a.handle end`;

/**
 * A community for its keeper: what is public in it, and what its members may all read. People who did not agree to be
 * found are a number; nobody's answer to an event is in it.
 */
export function communityArchive(db: Db, viewer: Viewer, communityId: string, origin: string): Entry[] {
  const json = <Name extends CommunityFile>(name: Name, read: () => Promise<Files[Name]>): Entry => ({
    name: `${fileName(name)}.json`,
    json: read as () => Promise<object>,
  });
  const list =
    <Row>(query: ReturnType<typeof sql<Row>>) =>
    async () =>
      (await query.execute(db)).rows;
  return [
    json('community', async () => {
      const { rows } = await sql<Files['community']>`
        select hashtag, description, city, visibility, admission, members, ${iso('created_at')} as since,
          case when picture_id is not null then 'media/' || picture_id || '.webp' end as picture
        from communities where id = ${communityId}`.execute(db);
      return rows[0] as Files['community'];
    }),
    json(
      'charters',
      list(sql<Rows<'charters'>>`
        select version, text, ${iso('created_at')} as at from charters
        where community_id = ${communityId} order by version`),
    ),
    json(
      'members',
      list(sql<Rows<'members'>>`
        select members.handle, ${nameFor(viewer)} as name, ms.roles, ${iso('ms.joined_at')} as "joinedAt",
          case when members.city_seen_by <> 'nobody' and members.city <> '' then members.city end as city
        from memberships ms join members on members.id = ms.member_id
        where ms.community_id = ${communityId} and (ms.in_directory or cardinality(ms.roles) > 0)
          and ${listedTo(viewer)} order by ms.joined_at, members.id`),
    ),
    json('events', async () =>
      (
        await sql<{ event: object; more: object }>`
            select ${eventFacts(origin)} as event, json_build_object(
              'description', e.description, 'agenda', e.agenda, 'place', e.place, 'visibility', e.visibility,
              'status', e.status, 'answers', (select json_build_object(
                'going', count(*) filter (where seat = 'held'), 'remote', count(*) filter (where answer = 'remote'),
                'maybe', count(*) filter (where answer = 'maybe')) from rsvps where event_id = e.id)) as more
            from events e where e.community_id = ${communityId} order by e.starts_at`.execute(db)
      ).rows.map(({ event, more }) => ({ ...event, ...more }) as Rows<'events'>),
    ),
    json(
      'announcements',
      list(sql<Rows<'announcements'>>`
        select ${signedBy} as handle, n.title, n.text, ${iso('n.created_at')} as at
        from community_announcements n left join members a on a.id = n.author_id
        where n.community_id = ${communityId} and n.removed_at is null order by n.created_at`),
    ),
    json(
      'testimonials',
      list(sql<Rows<'testimonials'>>`
        select ${signedBy} as handle, t.title, t.text, ${iso('t.published_at')} as "publishedAt", coalesce((
            select json_agg(json_build_object('handle', ${signedBy}, 'text', k.text, 'at', ${iso('k.created_at')})
              order by k.created_at)
            from testimonial_comments k left join members a on a.id = k.author_id
            where k.testimonial_id = t.id and k.removed_at is null), '[]') as comments
        from testimonials t left join members a on a.id = t.author_id
        where t.community_id = ${communityId} and t.state = 'published' order by t.published_at`),
    ),
    { name: `${fileName('posts')}.json`, rows: () => posts(db, viewer, communityId) },
  ];
}

/** What stands under its hashtag, and under no other that is closed to the reader. */
async function* posts(db: Db, viewer: Viewer, communityId: string): AsyncGenerator<Rows<'posts'>> {
  for (let behind = '00000000-0000-0000-0000-000000000000'; ; ) {
    const { rows } = await sql<Rows<'posts'> & { tags: string[] }>`
      select p.id, ${signedBy} as handle, p.text, ${iso('p.created_at')} as at,
        array(select o.tag from post_hashtags o where o.post_id = p.id) as tags
      from communities c join post_hashtags ph on ph.tag = c.hashtag
      join posts p on p.id = ph.post_id join members a on a.id = p.author_id
      where c.id = ${communityId} and p.removed_at is null and a.suspended_at is null and p.id > ${behind}
      order by p.id limit ${PAGE}`.execute(db);
    const closed = await closedTags(db, viewer, [...new Set(rows.flatMap(({ tags }) => tags))]);
    for (const { tags, ...post } of rows) if (!tags.some((tag) => closed.has(tag))) yield post;
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    behind = last.id;
  }
}
