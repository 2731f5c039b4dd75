import { Form } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answer } from '../../domain/rsvps/rules';
import { Bird, EmptySeat } from '../kit/birds/bird';
import { Button, ButtonLink } from '../kit/button';
import { Icon } from '../kit/icons';
import { Dock } from '../kit/shell';
import { photoUrl } from '../members/photo';
import type { EventFacts } from './facts';
import { stanceOf, useSaid } from './said';

export interface AnswerDockProps {
  event: EventFacts;
  /** What the link a reader came by has chosen; one press takes it. */
  preselected?: Answer | null;
  /** This page without what was chosen. */
  here: string;
  /** Where a stranger answers. */
  guest?: string;
  calendarUrl: string;
  refused?: string;
  /** The answer is on its way. */
  busy: boolean;
}

/** The page's one question, or what was answered to it and how to change one's mind. */
export function AnswerDock(props: AnswerDockProps) {
  const { event, preselected, refused, busy } = props;
  const said = useSaid(event, preselected ?? null);
  const stance = stanceOf(event.own);
  return (
    <Dock
      sitter={<Sitter event={event} />}
      say={
        <span role={refused ? 'alert' : 'status'} className={refused ? 'refusal' : undefined}>
          {refused ?? said}
        </span>
      }
    >
      <Form method="post" className="contents" preventScrollReset aria-busy={busy || undefined}>
        <Acts key={`${stance} ${preselected}`} {...props} />
      </Form>
    </Dock>
  );
}

function Sitter({ event: { own, reader } }: { event: EventFacts }) {
  if (!reader || !own || own.seat === 'waiting' || own.seat === 'offered') return <EmptySeat plus />;
  if (own.seat === 'held') return <Bird seed={reader.seed} photoUrl={photoUrl(reader.portrait)} />;
  if (own.answer === 'remote') return <Bird seed={reader.seed} outlined />;
  return own.answer === 'maybe' ? <EmptySeat plus /> : null;
}

function Acts(props: AnswerDockProps) {
  const { event, preselected, guest, here } = props;
  const { t } = useTranslation();
  const { own, canGo } = event;
  const stance = stanceOf(own);
  if (guest) return <GuestActs {...props} guest={guest} />;
  if (stance === 'offered') {
    return (
      <>
        <Say answer="going" star label={t('answer.take')} />
        <Say answer="declined" label={t('answer.leave')} />
      </>
    );
  }
  if (preselected && own && preselected !== own.answer && (preselected !== 'going' || canGo)) {
    const leaves = preselected === 'declined' && own.seat;
    const leave = own.seat === 'held' ? t('answer.giveBack') : t('answer.leaveList');
    return (
      <>
        <Say answer={preselected} star label={leaves ? leave : t('answer.confirm')} />
        <ButtonLink to={here} preventScrollReset replace>
          {own.seat === 'held' ? t('answer.keep') : t('answer.stay')}
        </ButtonLink>
      </>
    );
  }
  if (own) return <Answered {...props} />;
  return <Question {...props} />;
}

/** Nothing was answered: the preferred answer is amber, and the first within reach. */
function Question({ event, preselected }: AnswerDockProps) {
  const { t } = useTranslation();
  const { canGo, free } = event;
  const star = preselected && (preselected !== 'going' || canGo) ? preselected : canGo ? 'going' : 'remote';
  const others = (['going', 'remote', 'maybe', 'declined'] as const).filter(
    (answer) => answer !== star && (answer !== 'going' || canGo),
  );
  const near = others.filter((answer) => answer === 'remote' && star === 'going');
  const rest = others.filter((answer) => !near.includes(answer));
  const go = free === 0 ? t('answer.line') : t('answer.going');
  const label = (answer: Answer) => (answer === 'going' ? go : t(`answer.${answer}`));
  const chosen = star === preselected && star !== 'going';
  return (
    <>
      <Say answer={star} star label={chosen ? t('answer.confirm') : label(star)} />
      {near.map((answer) => (
        <Say key={answer} answer={answer} label={label(answer)} />
      ))}
      {rest.map((answer) => (
        <Say key={answer} answer={answer} label={label(answer)} className="d-only" />
      ))}
      <span className="m-only">
        <More label={t('answer.more')}>
          {rest.map((answer) => (
            <Say key={answer} answer={answer} label={label(answer)} />
          ))}
        </More>
      </span>
    </>
  );
}

/** A stranger's answer begins with a name and an address. */
function GuestActs({ event, guest }: AnswerDockProps & { guest: string }) {
  const { t } = useTranslation();
  const { canGo, free } = event;
  const to = (answer: Answer) => `${guest}?answer=${answer}`;
  const rest = (['maybe', 'declined'] as const).map((answer) => (
    <ButtonLink key={answer} to={to(answer)}>
      {t(`answer.${answer}`)}
    </ButtonLink>
  ));
  return (
    <>
      {canGo && (
        <ButtonLink kind="star" to={to('going')}>
          {free === 0 ? t('answer.line') : t('answer.going')}
        </ButtonLink>
      )}
      <ButtonLink kind={canGo ? 'dotted' : 'star'} to={to('remote')}>
        {t('answer.remote')}
      </ButtonLink>
      <span className="d-only contents">{rest}</span>
      <span className="m-only">
        <More label={t('answer.more')}>{rest}</More>
      </span>
    </>
  );
}

/** Where one stands is said; what is left to do is the calendar, the live page, and changing one's mind. */
function Answered({ event, calendarUrl }: AnswerDockProps) {
  const { t } = useTranslation();
  const { canGo, free, liveUrl, phase } = event;
  const stance = stanceOf(event.own);
  const others = (['going', 'remote', 'maybe', 'declined'] as const).filter(
    (answer) => answer !== event.own?.answer && (answer !== 'going' || (canGo && stance !== 'maybe')),
  );
  const go = free === 0 ? t('answer.line') : t('answer.going');
  const out = stance === 'held' ? t('answer.giveBack') : t('answer.leaveList');
  const isIn = stance === 'held' || stance === 'waiting';
  const label = (answer: Answer) =>
    answer === 'going' ? go : answer === 'declined' && isIn ? out : t(`answer.${answer}`);
  const comes = stance === 'held' || stance === 'remote';
  return (
    <>
      {comes && phase === 'on' && (
        <ButtonLink kind="star" to={liveUrl}>
          {t('event.follow')}
        </ButtonLink>
      )}
      {comes && phase !== 'on' && (
        <a className="btn" href={calendarUrl}>
          {t('event.addToCalendar')}
        </a>
      )}
      {stance === 'maybe' && canGo && <Say answer="going" star label={go} />}
      {stance === 'waiting' && <Say answer="declined" label={out} />}
      {stance === 'held' && <Say answer="declined" label={out} className="d-only" />}
      <More label={t('answer.change')}>
        {others.map((answer) => (
          <Say key={answer} answer={answer} label={label(answer)} />
        ))}
      </More>
    </>
  );
}

interface SayProps {
  answer: Answer;
  label: string;
  star?: boolean;
  className?: string;
}

/** One answer, one press. */
function Say({ answer, label, star, className }: SayProps) {
  const kind = star ? 'star' : answer === 'remote' ? 'dotted' : 'plain';
  return (
    <Button kind={kind} name="answer" value={answer} className={className}>
      {label}
    </Button>
  );
}

/** Further answers, opened above the bar; it needs no script. */
function More({ label, children }: { label: string; children: ReactNode }) {
  return (
    <details className="more-acts">
      <summary className="btn">{label}</summary>
      <div>{children}</div>
    </details>
  );
}

/** For who looks after a draft: it is seen as it will be, and goes out from here. */
export function DraftDock({ event }: { event: EventFacts }) {
  const { t } = useTranslation();
  return (
    <Dock
      say={
        <>
          <b>{t('event.draft')}</b> {t('event.draftText')}
        </>
      }
    >
      <Form method="post" action={`/events/${event.slug}/publish`} className="contents">
        <Button kind="star">{t('event.manage.publish')}</Button>
        <ButtonLink to={`/events/${event.slug}/edit`}>{t('event.manage.edit')}</ButtonLink>
      </Form>
    </Dock>
  );
}

/** The phone's bar has room for two small acts: the calendar, and passing the address on. */
export function CalendarLink({ to }: { to: string }) {
  const { t } = useTranslation();
  return (
    <a className="icbtn" href={to} aria-label={t('event.addToCalendar')} title={t('event.addToCalendar')}>
      <Icon name="calendar" />
    </a>
  );
}
