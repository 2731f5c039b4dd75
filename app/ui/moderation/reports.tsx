import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { ReportedThing } from '../../domain/moderation/queries.server';
import { day } from '../../locales/dates';
import { Badge } from '../kit/badge';
import { Button } from '../kit/button';
import { Empty } from '../kit/empty';
import { Choice, ChoiceGroup, Field, Textarea } from '../kit/field';
import { Notice } from '../kit/notice';
import { useSite } from '../site/frame';
import { useProblems } from '../site/problems';
import { Quote } from './quote';

export interface ReportsProps {
  open: readonly ReportedThing[];
  decided: readonly ReportedThing[];
  timezone: string;
  /** Moderators can pass a report on; stewards have nobody above them. */
  canPass: boolean;
  done: 'decided' | 'passed' | 'restored' | 'lifted' | undefined;
  /** `unsure`: nothing is amiss, but a ban is asked about twice. */
  refused:
    | { id: string; problem: string | null; word: string; decision: string; unsure: boolean }
    | undefined;
}

/** A queue of reports: what waits, oldest first, and what was decided. */
export function Reports({ open, decided, timezone, canPass, done, refused }: ReportsProps) {
  const { t } = useTranslation();
  const say = useProblems();
  return (
    <>
      {done && !refused && (
        <Notice kind="going" announced>
          {t(`peace.queue.done.${done}`)}
        </Notice>
      )}
      {refused && !open.some(({ id }) => id === refused.id) && (
        <Notice kind="danger" announced>
          {say(refused.problem)}
        </Notice>
      )}
      {open.length === 0 ? (
        <Empty title={t('peace.queue.none')}>{t('peace.queue.noneText')}</Empty>
      ) : (
        open.map((thing) => (
          <Open
            key={thing.id}
            thing={thing}
            timezone={timezone}
            canPass={canPass}
            refused={refused?.id === thing.id ? refused : undefined}
          />
        ))
      )}
      {decided.length > 0 && (
        <section className="sec" aria-labelledby="decided">
          <h2 className="h2" id="decided">
            {t('peace.queue.decided')}
          </h2>
          {decided.map((thing) => (
            <Decided key={thing.id} thing={thing} timezone={timezone} />
          ))}
        </section>
      )}
    </>
  );
}

function Heading({ thing, as: H }: { thing: ReportedThing; as: 'h2' | 'h3' }) {
  const { t } = useTranslation();
  const { about, quoted, community, passed } = thing;
  return (
    <H className="h3">
      {t(`peace.queue.things.${about}`)} {quoted.handle && t('peace.queue.of', { handle: quoted.handle })}{' '}
      {community && <span className="muted">{t('peace.queue.in', { community })}</span>}{' '}
      {passed && <Badge>{t('peace.queue.passed')}</Badge>}
    </H>
  );
}

interface OpenProps {
  thing: ReportedThing;
  timezone: string;
  canPass: boolean;
  refused: ReportsProps['refused'];
}

function Open({ thing, timezone, canPass, refused }: OpenProps) {
  const { t } = useTranslation();
  const say = useProblems();
  const { language } = useSite();
  const { id, quoted, pictures, reports, decisions, subject } = thing;
  return (
    <article className="reported stack">
      <Heading thing={thing} as="h2" />
      <Quote quoted={quoted} shown={pictures} />
      <p>{t('peace.queue.reports', { count: reports.length })}</p>
      <ul className="said-of small">
        {reports.map(({ reason, note, at }, index) => (
          <li key={index}>
            <b>{t(`peace.report.reasons.${reason}`)}</b>
            {note && <span className="block whitespace-pre-line">{note}</span>}
            <span className="muted block">{day(new Date(at), timezone, language)}</span>
          </li>
        ))}
      </ul>
      <details open={refused !== undefined}>
        <summary>{t('peace.queue.decide')}</summary>
        <Form method="post" className="form">
          <input type="hidden" name="report" value={id} />
          <ChoiceGroup id={`decision-${id}`} legend={t('peace.queue.decision')}>
            {decisions.map((decision) => (
              <Choice
                key={decision}
                type="radio"
                name="decision"
                value={decision}
                required
                defaultChecked={refused?.decision === decision}
                label={t(`peace.queue.decisions.${decision}`)}
                hint={t(`peace.queue.decisions.${decision}Hint`)}
              />
            ))}
          </ChoiceGroup>
          <Field
            id={`word-${id}`}
            label={t('peace.queue.word')}
            hint={t('peace.queue.wordHint')}
            error={say(refused?.problem)}
          >
            <Textarea name="word" rows={3} maxLength={1000} defaultValue={refused?.word} />
          </Field>
          {refused?.unsure && (
            <ChoiceGroup
              id={`sure-${id}`}
              legend={t('peace.queue.decisions.banned')}
              error={t('peace.queue.unsure')}
            >
              <Choice
                type="checkbox"
                name="sure"
                label={t('peace.queue.sure', { handle: subject?.handle ?? quoted.handle })}
              />
            </ChoiceGroup>
          )}
          <div className="btns">
            <Button kind="star" name="act" value="decide">
              {t('peace.queue.submit')}
            </Button>
            {canPass && (
              <Button name="act" value="pass" formNoValidate>
                {t('peace.queue.pass')}
              </Button>
            )}
          </div>
        </Form>
      </details>
    </article>
  );
}

function Decided({ thing, timezone }: { thing: ReportedThing; timezone: string }) {
  const { t } = useTranslation();
  const { language } = useSite();
  const { id, quoted, decision, decisionNote, decidedAt, decidedBy, subject, canRestore } = thing;
  const on = day(new Date(decidedAt ?? 0), timezone, language, true);
  return (
    <article className="reported stack">
      <Heading thing={thing} as="h3" />
      <Quote quoted={quoted} />
      <p>
        {decision && <Badge>{t(`peace.queue.outcome.${decision}`)}</Badge>}{' '}
        <span className="small muted">
          {decidedBy
            ? t('peace.queue.on', { day: on, handle: decidedBy })
            : t('peace.queue.onSomeone', { day: on })}
        </span>
      </p>
      {decisionNote && <p className="whitespace-pre-line">{decisionNote}</p>}
      {(canRestore || (decision === 'suspended' && subject?.suspended)) && (
        <Form method="post">
          <input type="hidden" name="report" value={id} />
          {canRestore && (
            <Button size="s" name="act" value="restore">
              {t('peace.queue.restore')}
            </Button>
          )}
          {decision === 'suspended' && subject?.suspended && (
            <>
              <input type="hidden" name="handle" value={subject.handle} />
              <Button size="s" name="act" value="lift">
                {t('peace.queue.lift')}
              </Button>
            </>
          )}
        </Form>
      )}
    </article>
  );
}
