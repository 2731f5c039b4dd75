import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { Form, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { answerRequest } from '../domain/communities/commands/requests.server';
import { listRequests } from '../domain/communities/doors.server';
import { answerInput, canAdmit } from '../domain/communities/rules';
import { readForm } from '../http/form.server';
import { day } from '../locales/dates';
import { languageOf, wordsFor } from '../locales/i18n.server';
import { keepingWords } from '../locales/parts/keeping';
import { KeepingPage } from '../ui/communities/keeping-page';
import { Button } from '../ui/kit/button';
import { Empty } from '../ui/kit/empty';
import { Field, Textarea } from '../ui/kit/field';
import { Notice } from '../ui/kit/notice';
import { WireRow } from '../ui/kit/row';
import { photoUrl } from '../ui/members/photo';
import { titled } from '../ui/site/title';
import { keptAt } from './c.$community/kept.server';

export const meta = titled;
export const handle = { words: keepingWords };

const SAID = ['accepted', 'declined', 'gone'] as const;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { self, viewer, community, here } = await keptAt(request, params.community, canAdmit);
  const [t, language] = await Promise.all([wordsFor(request), languageOf(request)]);
  const query = new URL(request.url).searchParams;
  const requests = await listRequests(db, viewer, community.id);
  return {
    title: t('keeping.requests.title', { tag: `#${community.name}` }),
    unlisted: true,
    here,
    isOpen: community.admission === 'open',
    requests: requests.map(({ at, ...row }) => ({ ...row, on: day(new Date(at), self.timezone, language) })),
    said: SAID.find((one) => query.has(one)) ?? null,
    who: SAID.map((one) => query.get(one)).find(Boolean) ?? '',
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { self, community, path } = await keptAt(request, params.community, canAdmit);
  const form = await readForm(request);
  const input = answerInput.safeParse(Object.fromEntries(form));
  if (!input.success) return redirect(`${path}/requests`, 303);
  const accept = form.get('act') === 'accept';
  const answered = await answerRequest(db, self, community.id, { ...input.data, accept });
  if (!answered.ok && answered.reason === 'notYours') throw new Response(null, { status: 404 });
  const said = answered.ok ? (accept ? 'accepted' : 'declined') : 'gone';
  return redirect(`${path}/requests?${said}=${input.data.handle}`, 303);
}

export default function Requests() {
  const { t } = useTranslation();
  const { here, isOpen, requests, said, who } = useLoaderData<typeof loader>();
  return (
    <KeepingPage here={here} heading={t('keeping.requests.heading')}>
      {said && (
        <Notice kind={said === 'gone' ? 'info' : 'going'} announced>
          {t(`keeping.requests.${said}`, { handle: who })}
        </Notice>
      )}
      {requests.length === 0 && (
        <Empty title={t('keeping.requests.none')}>
          {t(isOpen ? 'keeping.requests.notAsked' : 'keeping.requests.noneText')}
        </Empty>
      )}
      <ul className="sec measure">
        {requests.map(({ handle: asker, name, portrait, message, on }) => (
          <li key={asker} className="sec">
            <WireRow
              to={`/@${asker}`}
              seed={asker}
              photoUrl={photoUrl(portrait)}
              title={name}
              detail={`@${asker} · ${on}`}
            />
            <blockquote className="asked">{message || t('keeping.requests.wordless')}</blockquote>
            <Form method="post" className="form">
              <input type="hidden" name="handle" value={asker} />
              <Field
                id={`note-${asker}`}
                label={t('keeping.requests.note')}
                hint={t('keeping.requests.noteHint')}
              >
                <Textarea name="note" rows={2} maxLength={1000} />
              </Field>
              <div className="btns">
                <Button name="act" value="accept">
                  {t('keeping.requests.accept')}
                </Button>
                <Button kind="bare" name="act" value="decline">
                  {t('keeping.requests.decline')}
                </Button>
              </div>
            </Form>
          </li>
        ))}
      </ul>
    </KeepingPage>
  );
}
