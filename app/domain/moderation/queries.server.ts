import { type RawBuilder, sql } from 'kysely';
import type { Db, Trx } from '#db/client';
import type { Row } from '#db/schema';
import { rolesIn } from '../communities/queries.server';
import { canModerate } from '../communities/rules';
import type { Self, Viewer } from '../members/rules';
import { type About, type Decision, decisionsFor, type Office, type Quoted, type Reason } from './rules';

/*
 * Who looks at a report: the moderators of its community, or the stewards. The stewards' are those of no community,
 * those passed on, and those about somebody who looks after the community themselves. Nobody decides about themselves.
 */

const looksAfter = sql<boolean>`exists (
  select from memberships where community_id = reports.community_id and member_id = reports.subject_id
    and roles && '{moderator,keeper}')`;
const isStewards = sql<boolean>`(reports.community_id is null or reports.passed_at is not null or ${looksAfter})`;
const isNotAbout = (self: Self) => sql<boolean>`reports.subject_id is distinct from ${self.id}`;

/** A queue: of a community's moderators, or (null) of the stewards. */
const inQueue = (self: Self, communityId: string | null): RawBuilder<boolean> =>
  communityId === null
    ? sql<boolean>`(${isStewards} and ${isNotAbout(self)})`
    : sql<boolean>`(reports.community_id = ${communityId} and not ${isStewards} and ${isNotAbout(self)})`;

export interface QuotedPicture {
  id: string;
  /** Pixels. */
  width: number;
  height: number;
}

/** A thing that was reported, by one person or several: who they are is nobody's business. */
export interface ReportedThing {
  /** Any one of its reports. */
  id: string;
  about: About;
  quoted: Quoted;
  /** The quoted pictures that are still there; none once it is decided. */
  pictures: QuotedPicture[];
  /** The latest first. */
  reports: { reason: Reason; note: string; at: string }[];
  /** `#612rencontres`, where it is of a community that the stewards may know of. */
  community: string | null;
  passed: boolean;
  /** Whom it is about, if they are still here. */
  subject: { handle: string; suspended: boolean } | null;
  decisions: Decision[];
  decision: Decision | null;
  decisionNote: string;
  decidedAt: string | null;
  /** The handle of who decided. */
  decidedBy: string | null;
  /** A post that was removed and can be put back. */
  canRestore: boolean;
}

/** The most a page shows; what is decided makes room. */
const MOST = 200;

/**
 * What waits in a queue, the oldest first; or what was decided there, the latest first. The caller has asked whether the
 * reader holds the office.
 */
export async function listReports(
  db: Db | Trx,
  self: Self,
  communityId: string | null,
  which: 'open' | 'decided' = 'open',
): Promise<ReportedThing[]> {
  const office: Office = communityId === null ? 'steward' : 'moderator';
  const rows = await db
    .selectFrom('reports')
    .leftJoin('communities', (join) =>
      join.onRef('communities.id', '=', 'reports.community_id').on('communities.visibility', '=', 'public'),
    )
    .leftJoin('hashtags', 'hashtags.tag', 'communities.hashtag')
    .leftJoin('members as subject', 'subject.id', 'reports.subject_id')
    .leftJoin('members as judge', 'judge.id', 'reports.decided_by')
    .selectAll('reports')
    .select(['hashtags.display', 'subject.handle', 'subject.suspended_at', 'judge.handle as judge'])
    .select(
      sql<boolean>`reports.about = 'post' and reports.decision not in ('nothing', 'warned') and exists (select from posts
        where posts.id = reports.object and posts.removed_by = reports.decided_by)`.as('can_restore'),
    )
    .where(inQueue(self, communityId))
    .where('reports.decided_at', which === 'open' ? 'is' : 'is not', null)
    .orderBy(
      which === 'open' ? 'reports.created_at' : 'reports.decided_at',
      which === 'open' ? 'asc' : 'desc',
    )
    .limit(MOST)
    .execute();
  const pictures = which === 'open' ? await picturesIn(db, rows) : [];
  const things = new Map<string, ReportedThing>();
  for (const row of rows) {
    const key = `${row.about} ${row.object} ${row.decided_at?.getTime() ?? ''}`;
    const said = { reason: row.reason, note: row.note, at: row.created_at.toISOString() };
    const known = things.get(key);
    if (known) known.reports.push(said);
    else
      things.set(key, {
        id: row.id,
        about: row.about,
        quoted: quotedFor(office, row),
        pictures: pictures.filter(({ id }) => idsIn(row).includes(id)),
        reports: [said],
        community: row.display && `#${row.display}`,
        passed: row.passed_at !== null,
        subject: row.handle ? { handle: row.handle, suspended: row.suspended_at !== null } : null,
        decisions: decisionsFor(standingOf(row), office),
        decision: row.decision,
        decisionNote: row.decision_note,
        decidedAt: row.decided_at?.toISOString() ?? null,
        decidedBy: row.judge,
        canRestore: row.can_restore,
      });
  }
  return [...things.values()];
}

const idsIn = ({ quoted }: Pick<Row<'reports'>, 'quoted'>) => (quoted as unknown as Quoted).pictures ?? [];

/** Those of the pictures that reports quote whose owners have not given them up. */
async function picturesIn(db: Db | Trx, rows: Pick<Row<'reports'>, 'quoted'>[]): Promise<QuotedPicture[]> {
  const ids = rows.flatMap(idsIn);
  if (ids.length === 0) return [];
  return db.selectFrom('media').select(['id', 'width', 'height']).where('id', 'in', ids).execute();
}

/** A steward may not know of a hidden community, nor where in it a thing was said. */
function quotedFor(
  office: Office,
  row: Pick<Row<'reports'>, 'quoted' | 'community_id'> & { display: string | null },
) {
  const quoted = row.quoted as unknown as Quoted;
  const isBehindDoor = row.community_id !== null && row.display === null;
  return office === 'steward' && isBehindDoor ? { ...quoted, path: '' } : quoted;
}

const standingOf = (row: Pick<Row<'reports'>, 'about' | 'subject_id' | 'community_id'>) => ({
  about: row.about,
  hasSubject: row.subject_id !== null,
  inCommunity: row.community_id !== null,
});

/** How many things wait in a queue. */
export async function countReports(db: Db, self: Self, communityId: string | null): Promise<number> {
  const { waiting } = await db
    .selectFrom('reports')
    .select(sql<number>`count(distinct (about, object))::int`.as('waiting'))
    .where(inQueue(self, communityId))
    .where('reports.decided_at', 'is', null)
    .executeTakeFirstOrThrow();
  return waiting;
}

export interface Judged {
  report: Row<'reports'>;
  office: Office;
  decisions: Decision[];
}

/** A report with the office in which this member may decide about it; undefined where they hold none. */
export async function findJudged(db: Db | Trx, self: Self, id: string): Promise<Judged | undefined> {
  const report = await db
    .selectFrom('reports')
    .selectAll()
    .select([isStewards.as('is_stewards'), isNotAbout(self).as('is_not_about')])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!report?.is_not_about) return undefined;
  const office: Office = report.is_stewards ? 'steward' : 'moderator';
  const holds =
    office === 'steward'
      ? self.steward && self.trusted
      : canModerate(await rolesIn(db, { member: self, keys: [] }, report.community_id ?? ''));
  return holds ? { report, office, decisions: decisionsFor(standingOf(report), office) } : undefined;
}

/**
 * The communities a viewer shares with a member, and may know of: their moderators can look at what is said about one of
 * theirs. Not those where the other one is neither in the directory nor wears a hat.
 */
export async function listShared(
  db: Db | Trx,
  { member }: Viewer,
  otherId: string,
): Promise<{ id: string; name: string }[]> {
  if (!member) return [];
  return db
    .selectFrom('memberships as mine')
    .innerJoin('memberships as theirs', 'theirs.community_id', 'mine.community_id')
    .innerJoin('communities', 'communities.id', 'mine.community_id')
    .innerJoin('hashtags', 'hashtags.tag', 'communities.hashtag')
    .select(['communities.id', 'hashtags.display as name'])
    .where('mine.member_id', '=', member.id)
    .where('theirs.member_id', '=', otherId)
    .where(sql<boolean>`(theirs.in_directory or cardinality(theirs.roles) > 0)`)
    .orderBy('hashtags.display')
    .execute();
}
