import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { setWishes } from '../domain/members/commands/wishes.server';
import { resubscribeContact, unsubscribeContact } from '../domain/members/contacts.server';
import { findSaid } from '../domain/members/wishes.server';
import { readForm } from '../http/form.server';
import { wordsFor } from '../locales/i18n.server';
import { settingsWords } from '../locales/parts/settings';
import { findStop, type Scope, type Stop } from '../notices/stopping.server';
import { viewerOf } from '../session.server';
import { Button } from '../ui/kit/button';
import { DoorstepPage } from '../ui/members/doorstep';
import { Frame } from '../ui/site/frame';
import { titled } from '../ui/site/title';

export const meta = titled;
export const handle = { words: settingsWords };

async function getStop(token = ''): Promise<Stop> {
  const stop = await findStop(db, token);
  if (!stop) throw new Response(null, { status: 404 });
  return stop;
}

/** Letters are forwarded: the address is shown to whoever knows it already. */
const masked = (email: string) => email.replace(/^(.)[^@]*/u, '$1…');

/** What the link can stop, the narrowest first: the first is what one click does. */
const scopesOf = ({ kind, community }: Stop): Scope[] =>
  kind ? [...(community ? (['here'] as const) : []), 'kind', 'all'] : ['all'];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const stop = await getStop(params.token);
  const t = await wordsFor(request);
  const { member } = await viewerOf(request);
  return {
    title: t('unsubscribe.title'),
    unlisted: true,
    email: masked(stop.email),
    kind: stop.kind,
    community: stop.community?.name ?? null,
    scopes: scopesOf(stop),
    stopped: stop.stopped,
    refused: stop.refused,
    isOwn: member?.contactId === stop.contactId,
  };
}

/**
 * One click, from this page or from a mail program: without cookie, session or Origin, and answered
 * without a redirect (RFC 8058 sections 3.1 and 3.2).
 */
export async function action({ request, params }: ActionFunctionArgs) {
  const stop = await getStop(params.token);
  // Mail programs differ in what they send; that they send it is the wish.
  const form = await readForm(request).catch(() => undefined);
  const undo = form?.has('undo') ?? false;
  if (undo) {
    await writeAgain(stop, form?.get('before'));
    return data({ undone: true, before: undefined });
  }
  const before = await saidOf(stop);
  await stopLetters(
    stop,
    scopesOf(stop).find((scope) => scope === form?.get('scope')),
  );
  return data({ undone: false, before });
}

/** What was said of all communities and of this one before a click, as the page carries it to the undoing. */
async function saidOf({ contactId, kind, community }: Stop): Promise<string | undefined> {
  if (!kind) return undefined;
  const { everywhere, here } = await findSaid(db, contactId, kind, community?.id ?? null);
  return `${everywhere} ${here}`;
}

const SAID: Record<string, boolean | undefined> = { true: true, false: false };

async function stopLetters(stop: Stop, asked?: Scope): Promise<void> {
  const { contactId, kind, community } = stop;
  const scope = asked ?? scopesOf(stop)[0];
  if (!kind || scope === 'all') return unsubscribeContact(db, contactId);
  const wish = { kind, wanted: false };
  if (scope === 'here' && community) {
    await setWishes(db, contactId, [{ ...wish, communityId: community.id }]);
    return;
  }
  // What was said of this one community before would go before what is said of all.
  await setWishes(db, contactId, [
    { ...wish, communityId: null },
    ...(community ? [{ kind, communityId: community.id, wanted: null }] : []),
  ]);
}

/**
 * Takes back the stop that holds: what was said before the click is said again. Where that is not known, as after a
 * mail program's click, nothing is said any more.
 */
async function writeAgain(
  { contactId, kind, community, stopped, refused }: Stop,
  before?: FormDataEntryValue | null,
): Promise<void> {
  if (refused || !kind || stopped === 'all') return resubscribeContact(db, contactId);
  const [everywhere = '', here = ''] = before ? String(before).split(' ') : [];
  const ofAll = { kind, communityId: null, wanted: SAID[everywhere] ?? null };
  const ofThis = community ? [{ kind, communityId: community.id, wanted: SAID[here] ?? null }] : [];
  await setWishes(db, contactId, before || stopped === 'kind' ? [ofAll, ...ofThis] : ofThis);
}

export default function Unsubscribe() {
  const { t } = useTranslation();
  const { email, kind, community, scopes, stopped, refused, isOwn } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const undone = answer?.undone && !stopped && !refused;
  const whose = community ? `#${community}` : t('unsubscribe.thisCommunity');
  const said = { email, community: whose, kind: kind ? t(`mailKinds.${kind}.plural`) : '' };
  const state = undone ? 'undone' : refused ? 'refused' : stopped ? 'done' : 'ask';
  const title = { ask: 'title', done: 'doneTitle', undone: 'undoneTitle', refused: 'refusedTitle' } as const;
  const narrowest = scopes[0] ?? 'all';
  // What is wider than what is stopped already.
  const wider = stopped ? scopes.slice(scopes.indexOf(stopped) + 1) : scopes.slice(1);
  return (
    <Frame>
      <DoorstepPage
        title={t(`unsubscribe.${title[state]}`)}
        lead={
          <span role="status">
            {state === 'refused'
              ? t(`unsubscribe.${refused ?? 'returned'}`, said)
              : t(`unsubscribe.${state}.${stopped ?? narrowest}`, said)}
          </span>
        }
      >
        <Form method="post" className="stack">
          {answer?.before && <input type="hidden" name="before" value={answer.before} />}
          <p className="btns">
            {state === 'done' || state === 'refused' ? (
              <Button name="undo" value="1">
                {t(state === 'refused' ? 'unsubscribe.again' : 'unsubscribe.undo')}
              </Button>
            ) : (
              <Button kind={state === 'ask' ? 'star' : 'plain'} name="scope" value={narrowest}>
                {t('unsubscribe.submit')}
              </Button>
            )}
          </p>
          {!refused && wider.length > 0 && (
            <>
              <p className="muted">{t('unsubscribe.orElse')}</p>
              <p className="btns">
                {wider.map((scope) => (
                  <Button key={scope} size="s" name="scope" value={scope}>
                    {t(`unsubscribe.stop.${scope}`, said)}
                  </Button>
                ))}
              </p>
            </>
          )}
          <p className="muted small">
            {t('unsubscribe.others')} {isOwn && <Link to="/settings/letters">{t('unsubscribe.choose')}</Link>}
          </p>
        </Form>
      </DoorstepPage>
    </Frame>
  );
}
