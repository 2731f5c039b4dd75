import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from '@remix-run/node';
import { Form, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { takeSignInLink } from '../domain/members/commands/sign-in.server';
import { findSecret } from '../domain/members/secrets.server';
import { localPath } from '../domain/rules';
import { readForm } from '../http/form.server';
import { slowDown } from '../http/limits.server';
import { addressOf } from '../http/request-context.server';
import { wordsFor } from '../locales/i18n.server';
import { entranceWords } from '../locales/parts/entrance';
import { viewerOf } from '../session.server';
import { Button, ButtonLink } from '../ui/kit/button';
import { Notice } from '../ui/kit/notice';
import { DoorstepPage } from '../ui/members/doorstep';
import { GoneLink } from '../ui/members/gone';
import { Frame } from '../ui/site/frame';
import { useProblems } from '../ui/site/problems';
import { titled } from '../ui/site/title';
import { enter, suspended } from './login_.second/enter.server';

export const meta = titled;
export const handle = { words: entranceWords };

/** Looks, and changes nothing: programs that scan letters open every link. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const t = await wordsFor(request);
  const usable = (await findSecret(db, params.token ?? '', 'sign-in')) !== undefined;
  const signedIn = (await viewerOf(request)).member !== null;
  const gone = signedIn ? 'entrance.link.inTitle' : 'account.gone.title';
  const title = t(usable ? 'entrance.link.title' : gone);
  const next = localPath(new URL(request.url).searchParams.get('next'));
  return data({ title, unlisted: true, usable, signedIn, next }, { status: usable ? 200 : 410 });
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const form = await readForm(request);
  const slow = await slowDown(['signInLinkFrom', addressOf(context)]);
  if (slow) return data({ slow, closed: undefined }, { status: 429 });
  const entered = await takeSignInLink(db, params.token ?? '');
  if (!entered.ok && entered.reason === 'suspended')
    return data({ slow: undefined, closed: suspended() }, { status: 403 });
  if (!entered.ok) return data({ slow: undefined, closed: undefined }, { status: 410 });
  return enter(request, entered.member, localPath(form.get('next')));
}

export default function SignInLink() {
  const { t } = useTranslation();
  const say = useProblems();
  const { usable, signedIn, next } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  if (answer?.closed) {
    return (
      <Frame>
        <DoorstepPage title={t('entrance.suspended')} lead={say(answer.closed)} />
      </Frame>
    );
  }
  const gone = signedIn ? (
    <DoorstepPage title={t('entrance.link.inTitle')} lead={t('entrance.link.inText')}>
      <div className="btns">
        <ButtonLink kind="star" to="/">
          {t('entrance.link.home')}
        </ButtonLink>
      </div>
    </DoorstepPage>
  ) : (
    <GoneLink again="login" />
  );
  return (
    <Frame>
      {!usable || (answer && !answer.slow) ? (
        gone
      ) : (
        <DoorstepPage title={t('entrance.link.title')} lead={t('entrance.link.text')}>
          {answer?.slow && (
            <Notice kind="danger" announced>
              {say(answer.slow)}
            </Notice>
          )}
          <Form method="post" className="btns">
            <input type="hidden" name="next" value={next} />
            <Button kind="star">{t('account.login.submit')}</Button>
          </Form>
        </DoorstepPage>
      )}
    </Frame>
  );
}
