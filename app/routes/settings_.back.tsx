import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  redirect,
  redirectDocument,
} from '@remix-run/node';
import { Form, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { comeBack } from '../domain/members/commands/leave.server';
import { day } from '../locales/dates';
import { wordsFor } from '../locales/i18n.server';
import { leavingWords } from '../locales/parts/leaving';
import { leavingOf } from '../session.server';
import { Button } from '../ui/kit/button';
import { Doorstep } from '../ui/members/doorstep';
import { Frame, useSite } from '../ui/site/frame';
import { PageHead } from '../ui/site/page-head';
import { titled } from '../ui/site/title';

export const meta = titled;
export const handle = { words: leavingWords };

export async function loader({ request }: LoaderFunctionArgs) {
  const leaving = await leavingOf(request);
  if (!leaving) throw redirect('/');
  const t = await wordsFor(request);
  const { handle, until } = leaving;
  return { title: t('leaving.back.title'), unlisted: true, handle, until: until.toISOString() };
}

export async function action({ request }: ActionFunctionArgs) {
  const leaving = await leavingOf(request);
  if (leaving) await comeBack(db, leaving.id);
  return redirectDocument('/', 303);
}

/** Whoever signs in within their days of grace is asked, and nothing else is open to them until they have said. */
export default function Back() {
  const { t } = useTranslation();
  const { language } = useSite();
  const { handle, until } = useLoaderData<typeof loader>();
  return (
    <Frame>
      <Doorstep handle={handle} />
      <PageHead title={t('leaving.back.title')}>
        {t('leaving.back.lead', { handle, date: day(new Date(until), 'UTC', language) })}
      </PageHead>
      <div className="btns sec">
        <Form method="post">
          <Button kind="star">{t('leaving.back.submit')}</Button>
        </Form>
        <Form method="post" action="/logout" reloadDocument>
          <Button kind="bare">{t('leaving.back.no')}</Button>
        </Form>
      </div>
    </Frame>
  );
}
