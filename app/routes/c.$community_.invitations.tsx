import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { Form, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { origin } from '../config.server';
import { readAddresses } from '../domain/addresses/rules';
import {
  changeInvitationLink,
  inviteToCommunity,
  revokeCommunityInvitation,
} from '../domain/communities/commands/invite.server';
import { linkOf, listCommunityInvitations } from '../domain/communities/doors.server';
import { canInvite, communityInvitationInput } from '../domain/communities/rules';
import type { Self } from '../domain/members/rules';
import { problem } from '../domain/rules';
import { anew } from '../http/anew.server';
import { readForm } from '../http/form.server';
import { limit } from '../http/limits.server';
import { day } from '../locales/dates';
import { languageOf, wordsFor } from '../locales/i18n.server';
import { hostingWords } from '../locales/parts/hosting';
import { keepingWords } from '../locales/parts/keeping';
import { KeepingPage } from '../ui/communities/keeping-page';
import { Badge } from '../ui/kit/badge';
import { Button } from '../ui/kit/button';
import { Choice, ChoiceGroup, Field, Input, Textarea } from '../ui/kit/field';
import { Notice } from '../ui/kit/notice';
import { CopyAddress } from '../ui/site/copy-address';
import { useProblems } from '../ui/site/problems';
import { titled } from '../ui/site/title';
import { keptAt } from './c.$community/kept.server';
import { AddressesField } from './events.$event_.invitations/addresses-field';

export const meta = titled;
export const handle = { words: [keepingWords, hostingWords] };

/** The most addresses one paste may have here. */
const MOST = 200;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { self, community, here } = await keptAt(request, params.community, canInvite);
  const [t, language] = await Promise.all([wordsFor(request), languageOf(request)]);
  const query = new URL(request.url).searchParams;
  const count = (name: string) => Math.max(0, Number(query.get(name)) || 0);
  const [link, invitations] = await Promise.all([
    linkOf(db, community.id),
    listCommunityInvitations(db, community.id),
  ]);
  return {
    title: t('keeping.invitations.title', { tag: `#${community.name}` }),
    unlisted: true,
    here,
    language,
    link: link && `${origin()}/j/${link}`,
    invitations: invitations.map(({ at, ...row }) => ({
      ...row,
      on: day(new Date(at), self.timezone, language),
    })),
    sent: query.has('sent')
      ? { sent: count('sent'), known: count('known'), unwilling: count('unwilling') }
      : null,
    at: query.get('at'),
    said: (['linkChanged', 'revoked'] as const).find((one) => query.has(one)) ?? null,
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { self, community, path } = await keptAt(request, params.community, canInvite);
  const form = await readForm(request);
  const here = `${path}/invitations`;
  const act = form.get('act');
  if (act === 'renew' || act === 'off') {
    await changeInvitationLink(db, self, community.id, act);
    return redirect(`${here}?linkChanged`, 303);
  }
  if (act === 'revoke') {
    const id = String(form.get('invitation') ?? '');
    if (UUID.test(id)) await revokeCommunityInvitation(db, self, community.id, id);
    return redirect(`${here}?revoked`, 303);
  }
  return takeInvitations(self, community.id, here, form);
}

async function takeInvitations(self: Self, communityId: string, here: string, form: FormData) {
  const typed = {
    addresses: String(form.get('addresses') ?? '').slice(0, 50_000),
    message: String(form.get('message') ?? '').slice(0, 3_000),
  };
  const back = (wrong: string, status: number) => data({ typed, wrong }, { status });
  const input = communityInvitationInput.safeParse(Object.fromEntries(form));
  if (!input.success) return back(input.error.issues[0]?.message ?? '', 400);
  const { people, broken } = readAddresses(input.data.addresses);
  if (people.length > MOST) return back(problem('addressesMany', { max: MOST }), 422);
  if (broken.length > 0) {
    const some = broken.slice(0, 10).join(' · ').slice(0, 400);
    return back(problem('addressesBroken', { count: broken.length, some }), 422);
  }
  if (people.length === 0) return back(problem('addressesNone'), 422);
  const allowed = await limit('communityInvitations', self.id, people.length);
  if (!allowed.ok) {
    const hours = Math.ceil(allowed.retryAfterSeconds / 3600);
    return back(problem('tooManyInvitations', { count: people.length, hours }), 429);
  }
  const { message, language } = input.data;
  const sent = await inviteToCommunity(db, self, communityId, { people, message, language });
  if (!sent.ok) throw new Response(null, { status: 404 });
  const told = { sent: String(sent.sent), known: String(sent.known), unwilling: String(sent.unwilling) };
  return redirect(`${here}?${new URLSearchParams({ ...told, at: anew() })}`, 303);
}

export default function Invitations() {
  const { t } = useTranslation();
  const { here, invitations, sent, said } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <KeepingPage here={here} heading={t('keeping.invitations.heading')}>
      {said && !answer && <Notice announced>{t(`keeping.invitations.${said}`)}</Notice>}
      {sent && !answer && (
        <Notice kind={sent.sent > 0 ? 'going' : 'info'} announced>
          <p>{t('keeping.invitations.sent', { count: sent.sent })}</p>
          {sent.known > 0 && <p>{t('keeping.invitations.known', { count: sent.known })}</p>}
          {sent.unwilling > 0 && <p>{t('keeping.invitations.unwilling', { count: sent.unwilling })}</p>}
        </Notice>
      )}
      <div className="two">
        <ByMail />
        <ByLink />
      </div>
      <section className="sec">
        <h2 className="h2">{t('keeping.invitations.list')}</h2>
        {invitations.length === 0 && <p className="muted">{t('keeping.invitations.none')}</p>}
        <ul className="ledger">
          {invitations.map(({ id, email, status, on }) => (
            <li key={id}>
              <span className="what">
                <b>{email}</b>
                <span className="small muted">{on}</span>
              </span>
              <Badge kind={status === 'accepted' ? 'going' : status === 'failed' ? 'danger' : 'plain'}>
                {t(`keeping.invitations.status.${status}`)}
              </Badge>
              {status !== 'accepted' && status !== 'revoked' && (
                <Form method="post">
                  <input type="hidden" name="invitation" value={id} />
                  <Button
                    kind="bare"
                    size="s"
                    name="act"
                    value="revoke"
                    aria-label={t('keeping.invitations.revokeFor', { email })}
                  >
                    {t('keeping.invitations.revoke')}
                  </Button>
                </Form>
              )}
            </li>
          ))}
        </ul>
      </section>
    </KeepingPage>
  );
}

function ByLink() {
  const { t } = useTranslation();
  const { link } = useLoaderData<typeof loader>();
  return (
    <section className="sec stack">
      <h2 className="h2">{t('keeping.invitations.link')}</h2>
      <p className="muted">{t('keeping.invitations.linkText')}</p>
      {link ? (
        <>
          <Field id="link" label={t('keeping.invitations.address')}>
            <Input readOnly value={link} onFocus={({ currentTarget }) => currentTarget.select()} />
          </Field>
          <div className="btns">
            <CopyAddress text={link} />
          </div>
        </>
      ) : (
        <p>{t('keeping.invitations.linkOff')}</p>
      )}
      <Form method="post" className="btns">
        <Button name="act" value="renew">
          {t(link ? 'keeping.invitations.renew' : 'keeping.invitations.make')}
        </Button>
        {link && (
          <Button kind="bare" name="act" value="off">
            {t('keeping.invitations.off')}
          </Button>
        )}
      </Form>
      {link && <p className="small muted">{t('keeping.invitations.renewHint')}</p>}
    </section>
  );
}

function ByMail() {
  const { t } = useTranslation();
  const say = useProblems();
  const { language, at } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <section className="sec stack">
      <h2 className="h2">{t('keeping.invitations.mail')}</h2>
      <p className="muted">{t('keeping.invitations.mailText')}</p>
      <Form method="post" className="form" key={at}>
        <AddressesField
          id="addresses"
          name="addresses"
          label={t('keeping.invitations.addresses')}
          hint={t('keeping.invitations.addressesHint')}
          error={say(answer?.wrong)}
          defaultValue={answer?.typed.addresses ?? ''}
          required
        />
        <Field
          id="message"
          label={t('keeping.invitations.message')}
          hint={t('keeping.invitations.messageHint')}
          optional={t('site.optional')}
        >
          <Textarea name="message" maxLength={2000} defaultValue={answer?.typed.message ?? ''} />
        </Field>
        <ChoiceGroup id="language" legend={t('keeping.invitations.language')} row>
          {(['fr', 'en'] as const).map((one) => (
            <Choice
              key={one}
              type="radio"
              name="language"
              value={one}
              defaultChecked={language === one}
              label={t(`hosting.invitations.${one}`)}
            />
          ))}
        </ChoiceGroup>
        <div className="btns">
          <Button kind="star" icon="mail">
            {t('keeping.invitations.submit')}
          </Button>
        </div>
      </Form>
    </section>
  );
}
