import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { Form, Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { listCommunitiesOf } from '../domain/communities/of-member.server';
import { listEvents } from '../domain/events/listings.server';
import { findBlock } from '../domain/members/blocks.server';
import { setBlock } from '../domain/members/commands/block.server';
import { findProfile, findSuccessor } from '../domain/members/profiles.server';
import { stranger } from '../domain/members/rules';
import { poster } from '../locales/dates';
import { profileWords } from '../locales/parts/profile';
import { requireMember, viewerOf } from '../session.server';
import { EventRows } from '../ui/events/event-rows';
import { Button, ButtonLink } from '../ui/kit/button';
import { Notice } from '../ui/kit/notice';
import { CommunityWires } from '../ui/members/community-wires';
import { Elsewhere } from '../ui/members/elsewhere';
import { Interests } from '../ui/members/interests';
import { Introduction } from '../ui/members/introduction';
import { Frame, useSite } from '../ui/site/frame';
import { titled } from '../ui/site/title';
import { rowsOf } from './events._index/rows.server';

export const meta = titled;
export const handle = { words: profileWords };

const LOOKS = ['stranger', 'close'] as const;
type Look = 'self' | (typeof LOOKS)[number];
const MOST_EVENTS = 4;

/** `/@handle`. Any other single segment that is no page of ours ends here too, and is nothing. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await viewerOf(request);
  const named = params.at?.startsWith('@') ? params.at.slice(1) : '';
  const asked = new URL(request.url).searchParams.get('as');
  const as = LOOKS.find((look) => look === asked);
  const found = named ? await findProfile(db, viewer, named, as) : undefined;
  // Found here for a year at most, and by nobody's cache: it may be taken back tomorrow.
  const now = !found && named ? await findSuccessor(db, viewer, named) : undefined;
  if (now) throw redirect(`/@${now}`, { status: 302, headers: { 'Cache-Control': 'private, no-store' } });
  if (!found) throw new Response(null, { status: 404 });
  const { profile: member, standing, id } = found;
  const look: Look | null = standing === 'self' ? (as ?? 'self') : null;
  const onlooker = look === 'stranger' ? stranger : viewer;
  const [communities, hosted] = await Promise.all([
    listCommunitiesOf(db, onlooker, id, { asClose: look === 'close' }),
    hostedBy(onlooker, id),
  ]);
  return {
    title: member.name === member.handle ? `@${member.handle}` : `${member.name} (@${member.handle})`,
    unlisted: true,
    member,
    look,
    block: viewer.member && standing !== 'self' ? await findBlock(db, viewer.member, member.handle) : null,
    communities,
    events: await rowsOf(request, hosted),
  };
}

/** Ends a mute or a block, where its mark is. */
export async function action({ request, params }: ActionFunctionArgs) {
  const self = await requireMember(request);
  const freed = params.at?.startsWith('@') ? await setBlock(db, self, params.at.slice(1), null) : undefined;
  if (!freed?.ok) throw new Response(null, { status: 404 });
  return redirect(`/@${freed.handle}`, 303);
}

/** What they host next; where that is little, what they hosted last. */
async function hostedBy(viewer: Parameters<typeof listEvents>[1], id: string) {
  const coming = await listEvents(db, viewer, { when: 'ahead', hostedBy: id, limit: MOST_EVENTS });
  if (coming.length === MOST_EVENTS) return coming;
  const limit = MOST_EVENTS - coming.length;
  return [...coming, ...(await listEvents(db, viewer, { when: 'past', hostedBy: id, limit }))];
}

export default function Member() {
  const { t } = useTranslation();
  const { language, me } = useSite();
  const { member, look, block, communities, events } = useLoaderData<typeof loader>();
  const isMine = look === 'self';
  const since = t('member.since', { month: poster(new Date(member.since), 'UTC', language).month });
  return (
    <Frame>
      {look && <Looks handle={member.handle} look={look} />}
      {block && (
        <Notice icon="eye">
          <p>{t(`member.${block}`, { handle: member.handle })}</p>
          <Form method="post">
            <Button size="s">{t('member.free')}</Button>
          </Form>
        </Notice>
      )}
      <article className="member">
        <Introduction member={member} since={since} isMine={isMine} />
        <div className="two">
          <div>
            {isMine && (
              <div className="btns sec">
                <ButtonLink to="/settings/profile" icon="edit">
                  {t('member.edit')}
                </ButtonLink>
                <ButtonLink to="/settings/portrait" icon="camera">
                  {t('member.portrait')}
                </ButtonLink>
              </div>
            )}
            {member.interests.length > 0 && (
              <section className="sec">
                <h2 className="h2">{t(isMine ? 'member.interestsMine' : 'member.interests')}</h2>
                <Interests words={member.interests} />
              </section>
            )}
            {events.length > 0 && (
              <section className="sec">
                <h2 className="h2">{t(isMine ? 'member.eventsMine' : 'member.events')}</h2>
                <EventRows events={events} />
              </section>
            )}
          </div>
          <aside>
            {communities.length > 0 && (
              <section className="sec">
                <h2 className="h2">{t('member.circles')}</h2>
                <CommunityWires communities={communities} isMine={look !== null} />
              </section>
            )}
            {member.links.length > 0 && (
              <section className="sec">
                <h2 className="h2">{t('member.elsewhere')}</h2>
                <Elsewhere links={member.links} />
              </section>
            )}
          </aside>
        </div>
        {me && !look && (
          <p className="sec small">
            <Link className="tap" to={`/report?about=member&id=${member.handle}`}>
              {t('member.report')}
            </Link>
          </p>
        )}
      </article>
    </Frame>
  );
}

/** A member looks at their own page with the eyes of others. */
function Looks({ handle, look }: { handle: string; look: Look }) {
  const { t } = useTranslation();
  const ways = [
    { is: 'self', to: `/@${handle}` },
    { is: 'stranger', to: `/@${handle}?as=stranger` },
    { is: 'close', to: `/@${handle}?as=close` },
  ] as const;
  return (
    <>
      <nav className="subs" aria-label={t('member.look.label')}>
        {ways.map(({ is, to }) => (
          <Link key={is} to={to} aria-current={is === look ? 'page' : undefined} preventScrollReset>
            {t(`member.look.${is}`)}
          </Link>
        ))}
      </nav>
      {look !== 'self' && (
        <div className="mt-4">
          <Notice icon="eye">{t(look === 'stranger' ? 'member.asStranger' : 'member.asClose')}</Notice>
        </div>
      )}
    </>
  );
}
