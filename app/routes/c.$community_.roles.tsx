import { getFormProps, getInputProps, useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { Form, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { addRoles, setRoles } from '../domain/communities/commands/roles.server';
import { findMember, listMembers } from '../domain/communities/directory.server';
import { canHandOutRoles, ROLES, rolesInput } from '../domain/communities/rules';
import { readKeyset } from '../domain/keyset.server';
import { anew } from '../http/anew.server';
import { readForm } from '../http/form.server';
import { wordsFor } from '../locales/i18n.server';
import { keepingWords } from '../locales/parts/keeping';
import { Hats } from '../ui/communities/hats';
import { KeepingPage } from '../ui/communities/keeping-page';
import { Button, ButtonLink } from '../ui/kit/button';
import { Choice, ChoiceGroup, Field, Input, TextField } from '../ui/kit/field';
import { Notice } from '../ui/kit/notice';
import { WireRow } from '../ui/kit/row';
import { photoUrl } from '../ui/members/photo';
import { FormErrors } from '../ui/site/form';
import { More } from '../ui/site/more';
import { useProblems } from '../ui/site/problems';
import { titled } from '../ui/site/title';
import { keptAt } from './c.$community/kept.server';

export const meta = titled;
export const handle = { words: keepingWords };

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { viewer, community, path, here } = await keptAt(request, params.community, canHandOutRoles);
  const t = await wordsFor(request);
  const query = new URL(request.url).searchParams;
  const called = (query.get('q') ?? '').slice(0, 80);
  const after = readKeyset(query.get('after'));
  const named = async (name: string) =>
    query.has(name) ? findMember(db, viewer, community.id, (query.get(name) ?? '').slice(0, 30)) : undefined;
  const [{ people, next }, chosen, saved] = await Promise.all([
    listMembers(db, viewer, community.id, { called, after }),
    named('handle'),
    named('saved'),
  ]);
  return {
    title: t('keeping.roles.title', { tag: `#${community.name}` }),
    unlisted: true,
    here,
    path,
    called,
    people,
    next,
    // Whoever looks for somebody, or leafs, finds them before the form.
    looking: called !== '' || after !== undefined,
    roles: ROLES,
    chosen: { handle: chosen?.handle ?? '', roles: chosen?.roles ?? [] },
    saved: saved?.handle ?? null,
    at: query.get('at'),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { self, community, path } = await keptAt(request, params.community, canHandOutRoles);
  const submission = parseWithZod(await readForm(request), { schema: rolesInput });
  if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
  const { handle, of, roles } = submission.value;
  const isShown = isSame(of, handle);
  const given = await (isShown ? setRoles : addRoles)(db, self, community.id, { handle, roles });
  if (!given.ok) {
    if (given.reason === 'notYours') throw new Response(null, { status: 404 });
    return data(submission.reply({ fieldErrors: { [given.field ?? '']: [given.reason] } }), { status: 422 });
  }
  // Who gave their own keeper's hat away has no business here any more.
  const still = !isShown || roles.includes('keeper') || !isSame(handle, self.handle);
  const said = new URLSearchParams({ saved: handle, at: anew() });
  return redirect(still ? `${path}/roles?${said}` : `${path}/members`, 303);
}

const isSame = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

export default function Roles() {
  const { t } = useTranslation();
  const { here, looking, chosen, saved, at } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <KeepingPage here={here} heading={t('keeping.roles.heading')} lead={t('keeping.roles.lead')}>
      {saved && !answer && (
        <Notice kind="going" announced>
          {t('keeping.roles.saved', { handle: `@${saved}` })}
        </Notice>
      )}
      {looking && <Wearers />}
      {/* Once given, a form anew: what was wrong with it before is no longer said. */}
      <Giving key={`${chosen.handle} ${at}`} />
      {!looking && <Wearers />}
    </KeepingPage>
  );
}

function Giving() {
  const { t } = useTranslation();
  const say = useProblems();
  const { people, roles, chosen } = useLoaderData<typeof loader>();
  const [form, fields] = useForm<{ handle: string; roles: string[] }>({
    id: `roles-${chosen.handle}`,
    lastResult: useActionData<typeof action>(),
    defaultValue: chosen,
  });
  const worn: readonly unknown[] = [fields.roles.initialValue ?? []].flat();
  return (
    <Form method="post" className="form" {...getFormProps(form)}>
      <FormErrors
        form={form}
        labels={{ handle: t('keeping.roles.handle'), roles: t('keeping.roles.roles') }}
      />
      <input type="hidden" name="of" value={chosen.handle} />
      <TextField
        label={t('keeping.roles.handle')}
        hint={t('keeping.roles.handleHint')}
        error={say(fields.handle.errors)}
        list="members"
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        {...getInputProps(fields.handle, { type: 'text' })}
        key={`handle-${chosen.handle}`}
      />
      <datalist id="members">
        {people.map(({ handle, name: called }) => (
          <option key={handle} value={handle} label={called} />
        ))}
      </datalist>
      <ChoiceGroup
        id={fields.roles.id}
        legend={t('keeping.roles.roles')}
        hint={t(chosen.handle ? 'keeping.roles.rolesHint' : 'keeping.roles.addHint')}
        error={say(fields.roles.errors)}
      >
        {roles.map((role) => (
          <Choice
            key={`${chosen.handle} ${role}`}
            type="checkbox"
            name={fields.roles.name}
            value={role}
            defaultChecked={worn.includes(role)}
            label={t(`keeping.roles.${role}.label`)}
            hint={t(`keeping.roles.${role}.hint`)}
          />
        ))}
      </ChoiceGroup>
      <div className="btns">
        <Button kind="star">{t('keeping.roles.submit')}</Button>
      </div>
    </Form>
  );
}

function Wearers() {
  const { t } = useTranslation();
  const { path, called, people, next } = useLoaderData<typeof loader>();
  const address = `${path}/roles`;
  return (
    <section className="sec">
      <h2 className="h2">{t('keeping.roles.who')}</h2>
      <Form method="get" action={address} role="search" className="finder">
        <Field id="q" label={t('keeping.people.search')}>
          <Input type="search" name="q" defaultValue={called} key={called} maxLength={80} />
        </Field>
        <Button>{t('keeping.people.submit')}</Button>
      </Form>
      {people.length === 0 && (
        <p className="sec" role="status">
          {t('keeping.people.nobody')}
        </p>
      )}
      <ul className="measure">
        {people.map((person) => (
          <li key={person.handle}>
            <WireRow
              seed={person.handle}
              photoUrl={photoUrl(person.portrait)}
              title={person.name || `@${person.handle}`}
              detail={person.roles.length > 0 ? <Hats roles={person.roles} /> : t('community.noHats')}
              aside={
                <ButtonLink
                  kind="bare"
                  size="s"
                  to={`${address}?handle=${person.handle}`}
                  aria-label={t('keeping.roles.changeFor', { name: person.name || person.handle })}
                >
                  {t('keeping.roles.change')}
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
  );
}
