import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { Form, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { findWishes, resubscribeContact, unsubscribeContact } from '../domain/members/contacts.server';
import { readForm } from '../http/form.server';
import { wordsFor } from '../locales/i18n.server';
import { settingsWords } from '../locales/parts/settings';
import { requireMember } from '../session.server';
import { Button } from '../ui/kit/button';
import { Notice } from '../ui/kit/notice';
import { Frame } from '../ui/site/frame';
import { PageHead } from '../ui/site/page-head';
import { titled } from '../ui/site/title';

export const meta = titled;
export const handle = { words: settingsWords };

export async function loader({ request }: LoaderFunctionArgs) {
  const self = await requireMember(request);
  const t = await wordsFor(request);
  return {
    title: t('mailWishes.title'),
    unlisted: true,
    email: self.email,
    wishes: await findWishes(db, self.contactId),
    saved: new URL(request.url).searchParams.has('saved'),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const self = await requireMember(request);
  const letters = (await readForm(request)).get('letters');
  if (letters === 'yes') await resubscribeContact(db, self.contactId);
  if (letters === 'no') await unsubscribeContact(db, self.contactId);
  return redirect('/settings/letters?saved', 303);
}

/** What a member wants to be written, and whether it reaches them: nobody else can say so for them. */
export default function Letters() {
  const { t } = useTranslation();
  const { email, wishes, saved } = useLoaderData<typeof loader>();
  return (
    <Frame bar={{ back: { to: '/settings', label: t('settings.back') }, title: t('mailWishes.title') }}>
      <PageHead title={t('mailWishes.title')} />
      {saved && (
        <Notice kind="going" announced>
          {t('settings.saved')}
        </Notice>
      )}
      <p>{t(`mailWishes.${wishes}`, { email })}</p>
      <Form method="post" className="sec">
        {wishes === 'all' ? (
          <Button name="letters" value="no">
            {t('mailWishes.stop')}
          </Button>
        ) : (
          <Button kind="star" name="letters" value="yes">
            {t('mailWishes.again')}
          </Button>
        )}
      </Form>
    </Frame>
  );
}
