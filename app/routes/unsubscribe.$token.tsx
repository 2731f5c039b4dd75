import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from '@remix-run/node';
import { Form, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { findUnsubscriber, resubscribeContact, unsubscribeContact } from '../domain/members/contacts.server';
import { readForm } from '../http/form.server';
import { wordsFor } from '../locales/i18n.server';
import { settingsWords } from '../locales/parts/settings';
import { Button } from '../ui/kit/button';
import { DoorstepPage } from '../ui/members/doorstep';
import { Frame } from '../ui/site/frame';
import { titled } from '../ui/site/title';

export const meta = titled;
export const handle = { words: settingsWords };

async function getUnsubscriber(token = '') {
  const contact = await findUnsubscriber(db, token);
  if (!contact) throw new Response(null, { status: 404 });
  return contact;
}

/** Letters are forwarded: the address is shown to whoever knows it already. */
const masked = (email: string) => email.replace(/^(.)[^@]*/u, '$1…');

export async function loader({ request, params }: LoaderFunctionArgs) {
  const contact = await getUnsubscriber(params.token);
  const t = await wordsFor(request);
  return {
    title: t('unsubscribe.title'),
    unlisted: true,
    email: masked(contact.email),
    stopped: contact.unsubscribedAt !== null,
    refused: contact.suppressedAt !== null,
  };
}

/**
 * One click, from this page or from a mail program: without cookie, session or Origin, and answered
 * without a redirect (RFC 8058 sections 3.1 and 3.2).
 */
export async function action({ request, params }: ActionFunctionArgs) {
  const contact = await getUnsubscriber(params.token);
  // Mail programs differ in what they send; that they send it is the wish.
  const form = await readForm(request).catch(() => undefined);
  const undo = form?.has('undo') ?? false;
  await (undo ? resubscribeContact : unsubscribeContact)(db, contact.id);
  return data({ stopped: !undo });
}

export default function Unsubscribe() {
  const { t } = useTranslation();
  const { email, stopped: before, refused } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const stopped = answer?.stopped ?? before;
  const state = answer?.stopped === false ? 'undone' : refused ? 'refused' : stopped ? 'done' : 'ask';
  const title = { ask: 'title', done: 'doneTitle', undone: 'undoneTitle', refused: 'refusedTitle' } as const;
  const text = { ask: 'text', done: 'doneText', undone: 'undoneText', refused: 'refusedText' } as const;
  return (
    <Frame>
      <DoorstepPage
        title={t(`unsubscribe.${title[state]}`)}
        lead={<span role="status">{t(`unsubscribe.${text[state]}`, { email })}</span>}
      >
        <Form method="post" className="btns">
          {state === 'done' || state === 'refused' ? (
            <Button name="undo" value="1">
              {t(state === 'refused' ? 'mailWishes.again' : 'unsubscribe.undo')}
            </Button>
          ) : (
            <Button kind={state === 'ask' ? 'star' : 'plain'}>{t('unsubscribe.submit')}</Button>
          )}
        </Form>
      </DoorstepPage>
    </Frame>
  );
}
