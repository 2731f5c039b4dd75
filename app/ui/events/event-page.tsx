import { useNavigation } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answer, AnswerRefusal } from '../../domain/rsvps/rules';
import { Link } from '../kit/link';
import { Frame } from '../site/frame';
import { AnswerDock, CalendarLink, DraftDock } from './answer-dock';
import { useAnswering } from './answering';
import { EventBody } from './event-body';
import { EventHead } from './event-head';
import { EventPerch } from './event-perch';
import type { EventFacts } from './facts';
import { foresee } from './foresee';
import { NowLine } from './now-line';
import { Outcome } from './outcome';
import { SeenBy } from './seen-by';
import { Share } from './share';

export interface EventPageProps {
  event: EventFacts;
  /** This page's own address, without what a link preselected. */
  here: string;
  preselected?: Answer | null;
  /** Where a stranger answers. */
  guest?: string;
  calendarUrl: string;
  /** Why the last answer was not taken: a key under `answer.refused`. */
  refused?: Refused;
  /** Who may pass this page's address on: not the holder of a link that speaks for them. */
  shared?: boolean;
  /** The inviter's word, or whom one speaks for. */
  above?: ReactNode;
  below?: ReactNode;
  /** What its organizers may do. */
  manage?: ReactNode;
}

export type Refused = 'answer' | AnswerRefusal;

/** An event, as everybody meets it: from the site, an invitation or one's own answer. */
export function EventPage({ event: known, ...page }: EventPageProps) {
  const { t } = useTranslation();
  const answering = useAnswering();
  const busy = useNavigation().state !== 'idle';
  const event = foresee(known, answering);
  const { community } = event;
  const says = page.refused && !answering ? t(`answer.refused.${page.refused}`) : undefined;
  const dock =
    event.phase === 'draft' ? (
      event.canManage && <DraftDock event={event} />
    ) : event.closed ? undefined : (
      <AnswerDock
        event={event}
        preselected={answering ? null : page.preselected}
        here={page.here}
        guest={page.guest}
        calendarUrl={page.calendarUrl}
        refused={says}
        busy={busy}
      />
    );
  return (
    <Frame
      bar={{
        back: community
          ? {
              to: `/c/${encodeURIComponent(community.tag)}`,
              label: t('event.back', { community: community.name }),
            }
          : { to: '/events', label: t('event.backToEvents') },
        title: `#${community?.name ?? event.hashtag}`,
        actions: (
          <>
            {event.phase !== 'draft' && <CalendarLink to={page.calendarUrl} />}
            {page.shared && <Share title={event.title} />}
          </>
        ),
      }}
      dock={dock || undefined}
    >
      <article className="event">
        <EventHead
          event={event}
          above={
            <>
              <Outcome event={event} refused={event.closed ? says : undefined} />
              {page.above}
            </>
          }
        />
        {event.phase === 'on' && <NowLine event={event} />}
        {page.manage}
        <EventPerch event={event} hopping={answering !== null} aside={<SeenBy event={event} />} />
        <EventBody event={event} />
        {page.below}
        {page.shared && event.phase !== 'draft' && !event.canManage && (
          <p className="sec small">
            <Link to={`/report?about=event&id=${event.slug}`}>{t('event.report')}</Link>
          </p>
        )}
      </article>
    </Frame>
  );
}
