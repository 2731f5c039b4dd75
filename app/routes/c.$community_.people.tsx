import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { Form, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { banMember, removeMember } from '../domain/communities/commands/ban.server';
import { findMember, listMembers } from '../domain/communities/directory.server';
import { canBan, partInput } from '../domain/communities/rules';
import { readKeyset } from '../domain/keyset.server';
import { readForm } from '../http/form.server';
import { wordsFor } from '../locales/i18n.server';
import { keepingWords } from '../locales/parts/keeping';
import { Hats } from '../ui/communities/hats';
import { KeepingPage } from '../ui/communities/keeping-page';
import { Button, ButtonLink } from '../ui/kit/button';
import { Choice, ChoiceGroup, Field, Input, Textarea } from '../ui/kit/field';
import { Notice } from '../ui/kit/notice';
import { WireRow } from '../ui/kit/row';
import { photoUrl } from '../ui/members/photo';
import { More } from '../ui/site/more';
import { useProblems } from '../ui/site/problems';
import { titled } from '../ui/site/title';
import { keptAt } from './c.$community/kept.server';

export const meta = titled;
export const handle = { words: keepingWords };

const HANDLE = /^@?([A-Za-z0-9_]{2,20})$/;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { viewer, community, here } = await keptAt(request, params.community, canBan);
  const t = await wordsFor(request);
  const query = new URL(request.url).searchParams;
  const called = (query.get('q') ?? '').slice(0, 80);
  const [, who] = HANDLE.exec((query.get('handle') ?? '').trim()) ?? [];
  const [{ people, next }, member] = await Promise.all([
    listMembers(db, viewer, community.id, { called, after: readKeyset(query.get('after')) }),
    who ? findMember(db, viewer, community.id, who) : undefined,
  ]);
  return {
    title: t('keeping.people.title', { tag: `#${community.name}` }),
    unlisted: true,
    here,
    called,
    people,
    next,
    // Who is no member may be banned as well; whether there is such a person is not told before.
    chosen: who ? { handle: who, name: member?.name ?? `@${who}`, isMember: member !== undefined } : null,
    removed: query.get('removed'),
    banned: query.get('banned'),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { self, community, path } = await keptAt(request, params.community, canBan);
  const form = await readForm(request);
  const input = partInput.safeParse(Object.fromEntries(form));
  const bans = form.get('act') === 'ban';
  const back = { problem: null, said: null, unsure: false, reason: String(form.get('reason') ?? '') };
  if (!input.success)
    return data({ ...back, problem: input.error.issues[0]?.message ?? '' }, { status: 400 });
  // The button stands beside another one: a slip is asked about.
  if (bans && form.get('sure') !== 'on') return data({ ...back, unsure: true }, { status: 422 });
  const parted = await (bans ? banMember : removeMember)(db, self, community.id, input.data);
  if (!parted.ok) {
    if (parted.reason === 'notYours') throw new Response(null, { status: 404 });
    return data({ ...back, said: parted.reason }, { status: 422 });
  }
  return redirect(`${path}/people?${bans ? 'banned' : 'removed'}=${input.data.handle}`, 303);
}

export default function People() {
  const { t } = useTranslation();
  const say = useProblems();
  const { here, called, people, next, chosen, removed, banned } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const address = `${here.path}/people`;
  return (
    <KeepingPage here={here} heading={t('keeping.people.heading')} lead={t('keeping.people.lead')}>
      {(removed || banned) && (
        <Notice kind="going" announced>
          {banned
            ? t('keeping.people.banned', { handle: banned })
            : t('keeping.people.removed', { handle: removed })}
        </Notice>
      )}
      {answer?.said && (
        <Notice kind="danger" announced>
          {t(`keeping.people.${answer.said}`)}
        </Notice>
      )}
      {chosen && (
        <section className="sec">
          <h2 className="h2">{t('keeping.people.partHeading', { name: chosen.name })}</h2>
          <Form method="post" className="form">
            <input type="hidden" name="handle" value={chosen.handle} />
            <Field
              id="reason"
              label={t('keeping.people.reason')}
              hint={t('keeping.people.reasonHint')}
              error={say(answer?.problem ? [answer.problem] : undefined)}
            >
              <Textarea name="reason" rows={3} maxLength={1000} defaultValue={answer?.reason} required />
            </Field>
            {chosen.isMember && (
              <p className="option parting">
                <Button name="act" value="remove" aria-describedby="remove-hint">
                  {t('keeping.people.remove')}
                </Button>
                <span className="small muted" id="remove-hint">
                  {t('keeping.people.removeHint')}
                </span>
              </p>
            )}
            <ChoiceGroup
              id="sure"
              legend={t('keeping.people.ban')}
              error={answer?.unsure ? t('keeping.people.unsure') : undefined}
            >
              <Choice
                type="checkbox"
                name="sure"
                label={t('keeping.people.sure', { handle: chosen.handle })}
              />
            </ChoiceGroup>
            <p className="option parting">
              <Button kind="danger" name="act" value="ban" aria-describedby="ban-hint">
                {t('keeping.people.ban')}
              </Button>
              <span className="small muted" id="ban-hint">
                {t('keeping.people.banHint')}
              </span>
            </p>
          </Form>
        </section>
      )}
      <Form method="get" action={address} role="search" className="finder">
        <Field id="q" label={t('keeping.people.search')}>
          <Input type="search" name="q" defaultValue={called} key={called} maxLength={80} />
        </Field>
        <Button>{t('keeping.people.submit')}</Button>
      </Form>
      <section className="sec measure">
        {people.length === 0 && <p role="status">{t('keeping.people.nobody')}</p>}
        <ul>
          {people.map((person) => (
            <li key={person.handle}>
              <WireRow
                seed={person.handle}
                photoUrl={photoUrl(person.portrait)}
                title={person.name}
                detail={person.roles.length > 0 ? <Hats roles={person.roles} /> : `@${person.handle}`}
                aside={
                  <ButtonLink
                    kind="bare"
                    size="s"
                    to={`${address}?handle=${person.handle}`}
                    aria-label={t('keeping.people.partFor', { name: person.name })}
                  >
                    {t('keeping.people.part')}
                  </ButtonLink>
                }
              />
            </li>
          ))}
        </ul>
        {next && (
          <More to={`${address}?${new URLSearchParams({ q: called, after: next })}`}>
            {t('keeping.people.more')}
          </More>
        )}
      </section>
    </KeepingPage>
  );
}
