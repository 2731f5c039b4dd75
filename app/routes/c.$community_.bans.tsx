import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { Form, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { liftBan } from '../domain/communities/commands/ban.server';
import { listBans } from '../domain/communities/doors.server';
import { canBan } from '../domain/communities/rules';
import { handle as memberHandle } from '../domain/members/rules';
import { readForm } from '../http/form.server';
import { day } from '../locales/dates';
import { languageOf, wordsFor } from '../locales/i18n.server';
import { keepingWords } from '../locales/parts/keeping';
import { KeepingPage } from '../ui/communities/keeping-page';
import { Button } from '../ui/kit/button';
import { Empty } from '../ui/kit/empty';
import { TextField } from '../ui/kit/field';
import { Notice } from '../ui/kit/notice';
import { WireRow } from '../ui/kit/row';
import { photoUrl } from '../ui/members/photo';
import { titled } from '../ui/site/title';
import { keptAt } from './c.$community/kept.server';

export const meta = titled;
export const handle = { words: keepingWords };

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { self, viewer, community, here } = await keptAt(request, params.community, canBan);
  const [t, language] = await Promise.all([wordsFor(request), languageOf(request)]);
  const bans = await listBans(db, viewer, community.id);
  return {
    title: t('keeping.bans.title', { tag: `#${community.name}` }),
    unlisted: true,
    here,
    bans: bans.map(({ at, ...ban }) => ({ ...ban, on: day(new Date(at), self.timezone, language) })),
    lifted: new URL(request.url).searchParams.get('lifted'),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { self, community, path } = await keptAt(request, params.community, canBan);
  const called = memberHandle.safeParse((await readForm(request)).get('handle'));
  if (!called.success) return redirect(`${path}/bans`, 303);
  await liftBan(db, self, community.id, called.data);
  return redirect(`${path}/bans?lifted=${called.data}`, 303);
}

export default function Bans() {
  const { t } = useTranslation();
  const { here, bans, lifted } = useLoaderData<typeof loader>();
  return (
    <KeepingPage here={here} heading={t('keeping.bans.heading')}>
      {lifted && (
        <Notice kind="going" announced>
          {t('keeping.bans.lifted', { handle: lifted })}
        </Notice>
      )}
      <section className="sec measure">
        {bans.length === 0 && <Empty title={t('keeping.bans.none')}>{t('keeping.bans.noneText')}</Empty>}
        <ul>
          {bans.map(({ handle: who, name, portrait, reason, by, on }) => (
            <li key={who}>
              <WireRow
                seed={who}
                photoUrl={photoUrl(portrait)}
                title={name}
                detail={
                  <>
                    @{who} · {on} {by && t('keeping.bans.by', { by })}
                  </>
                }
              />
              <div className="asked stack">
                <p>{reason}</p>
                <Form method="post">
                  <input type="hidden" name="handle" value={who} />
                  <Button size="s" aria-label={t('keeping.bans.liftFor', { name })}>
                    {t('keeping.bans.lift')}
                  </Button>
                </Form>
              </div>
            </li>
          ))}
        </ul>
      </section>
      <section className="sec">
        <h2 className="h2">{t('keeping.bans.add')}</h2>
        <Form method="get" action={`${here.path}/people`} className="form">
          <TextField
            id="handle"
            name="handle"
            label={t('keeping.bans.handle')}
            hint={t('keeping.bans.addHint')}
            autoCapitalize="none"
            autoComplete="off"
            maxLength={21}
            required
          />
          <div className="btns">
            <Button>{t('keeping.people.part')}</Button>
          </div>
        </Form>
      </section>
    </KeepingPage>
  );
}
