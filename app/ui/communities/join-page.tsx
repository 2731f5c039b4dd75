import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { Admission } from '../../domain/communities/rules';
import { Button, ButtonLink } from '../kit/button';
import { Choice, ChoiceGroup, Field, Textarea } from '../kit/field';
import { Notice } from '../kit/notice';
import { Prose } from '../kit/prose';
import { TagName } from '../kit/tag-name';
import { useProblems } from '../site/problems';

export interface JoinPageProps {
  /** Where the form goes: the address of the page. */
  to: string;
  name: string;
  lead: string;
  members: number;
  hidden: boolean;
  charter: { version: number; html: string } | null;
  /** `in`: joins at once; `ask`: makes a request; the others cannot join here, and are told why. */
  way: 'in' | 'ask' | 'invitationOnly' | 'banned' | 'otherAddress' | 'account';
  /** The stewards' address, for who is kept out. */
  writeTo: string;
  admission: Admission;
  invited: boolean;
  inviter: string | null;
  word: string;
  /** What was typed, where the form came back. */
  typed?: { message: string; wrong: string | null; problem: string | null };
}

/** At the door of a community: what it is, its charter, and the one thing to do. */
export function JoinPage(props: JoinPageProps) {
  const { to, name, lead, members, hidden, charter, way, writeTo, inviter, word } = props;
  const { t } = useTranslation();
  return (
    <>
      <header className="head">
        <h1 className="h1">
          <TagName tag={name} />
        </h1>
        {lead && <p className="lead measure">{lead}</p>}
        <p className="muted">{t('circles.join.members', { count: members })}</p>
      </header>
      {word && (
        <div className="sec inviters-word">
          {inviter && <p className="small muted">{t('circles.join.from', { inviter })}</p>}
          <blockquote>{word}</blockquote>
        </div>
      )}
      {way !== 'banned' && (
        <p className="sec measure">
          {t(doorOf(props))} {hidden && t('circles.join.hidden')}
        </p>
      )}
      {(way === 'banned' || way === 'otherAddress') && <Notice>{t(`circles.join.${way}`)}</Notice>}
      {way === 'banned' && (
        <section className="sec stack measure">
          <p>{t('circles.join.bannedWrite', { address: writeTo })}</p>
          <div className="btns">
            <ButtonLink to="/">{t('circles.join.home')}</ButtonLink>
          </div>
        </section>
      )}
      {charter && way !== 'banned' && (
        <section className="sec">
          <h2 className="h2">{t('circles.join.charter')}</h2>
          <div className="parole measure">
            <Prose html={charter.html} />
          </div>
        </section>
      )}
      {way === 'account' && <Account to={to} />}
      {(way === 'in' || way === 'ask') && <JoinForm {...props} />}
    </>
  );
}

/** How one comes in, whether one has an account or not. */
function doorOf({ way, invited, admission }: JoinPageProps) {
  if (invited) return 'circles.join.invited';
  if (way === 'otherAddress') return 'circles.join.invitationOnly';
  return DOORS[admission];
}

const DOORS = {
  open: 'circles.join.open',
  approval: 'circles.join.approval',
  invitation: 'circles.join.invitationOnly',
} as const;

function Account({ to }: { to: string }) {
  const { t } = useTranslation();
  return (
    <section className="sec stack">
      <p>{t('circles.join.account')}</p>
      <div className="btns">
        <ButtonLink kind="star" to="/join">
          {t('circles.join.signUp')}
        </ButtonLink>
        <ButtonLink to={`/login?${new URLSearchParams({ next: to })}`}>{t('circles.join.signIn')}</ButtonLink>
      </div>
    </section>
  );
}

function JoinForm({ to, charter, way, invited, typed }: JoinPageProps) {
  const { t } = useTranslation();
  const say = useProblems();
  return (
    <Form method="post" action={to} className="form sec">
      {typed?.problem && (
        <Notice kind="danger" announced>
          {say([typed.problem])}
        </Notice>
      )}
      {way === 'ask' && (
        <Field
          id="message"
          label={t('circles.join.message')}
          hint={t('circles.join.messageHint')}
          optional={t('site.optional')}
        >
          <Textarea name="message" maxLength={1000} defaultValue={typed?.message ?? ''} />
        </Field>
      )}
      {charter && (
        <ChoiceGroup
          id="accepts"
          legend={t('circles.join.charter')}
          error={
            typed?.wrong &&
            t(
              typed.wrong === 'charterMissing'
                ? 'circles.join.charterMissing'
                : 'circles.join.charterChanged',
            )
          }
        >
          <input type="hidden" name="charter" value={charter.version} />
          <Choice
            type="checkbox"
            name="accepts"
            required
            label={t('circles.join.charterAccept')}
            hint={t('circles.join.charterHint', { version: charter.version })}
          />
        </ChoiceGroup>
      )}
      <div className="choices mt-2">
        <Choice
          type="checkbox"
          name="directory"
          label={t('circles.join.directory')}
          hint={t('circles.join.directoryHint')}
        />
      </div>
      <div className="btns">
        <Button kind="star">{t(way === 'ask' ? 'circles.join.ask' : 'circles.join.submit')}</Button>
        {invited && (
          <Button kind="bare" name="act" value="decline" formNoValidate>
            {t('circles.join.decline')}
          </Button>
        )}
      </div>
    </Form>
  );
}
