import { getFormProps, getInputProps, useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { Form, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { setRoles } from '../domain/communities/commands/roles.server';
import { findMember, listMembers } from '../domain/communities/directory.server';
import { canHandOutRoles, ROLES, rolesInput } from '../domain/communities/rules';
import { readKeyset } from '../domain/keyset.server';
import { readForm } from '../http/form.server';
import { wordsFor } from '../locales/i18n.server';
import { requireMember } from '../session.server';
import { Hats } from '../ui/communities/hats';
import { Button, ButtonLink } from '../ui/kit/button';
import { Choice, ChoiceGroup, TextField } from '../ui/kit/field';
import { Notice } from '../ui/kit/notice';
import { WireRow } from '../ui/kit/row';
import { photoUrl } from '../ui/members/photo';
import { FormErrors } from '../ui/site/form';
import { Frame } from '../ui/site/frame';
import { More } from '../ui/site/more';
import { PageHead } from '../ui/site/page-head';
import { useProblems } from '../ui/site/problems';
import { titled } from '../ui/site/title';
import { communityAt } from './c.$community/community.server';

export const meta = titled;

async function kept(request: Request, named: string | undefined) {
  const self = await requireMember(request);
  const opened = await communityAt(request, named);
  if (!canHandOutRoles(opened.roles)) throw new Response(null, { status: 404 });
  return { self, ...opened };
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { viewer, community, path } = await kept(request, params.community);
  const t = await wordsFor(request);
  const query = new URL(request.url).searchParams;
  const called = async (name: string) =>
    query.has(name) ? findMember(db, viewer, community.id, (query.get(name) ?? '').slice(0, 30)) : undefined;
  const [{ people, next }, chosen, saved] = await Promise.all([
    listMembers(db, viewer, community.id, { after: readKeyset(query.get('after')) }),
    called('handle'),
    called('saved'),
  ]);
  return {
    title: t('communities.hats.title', { tag: `#${community.name}` }),
    unlisted: true,
    path,
    name: community.name,
    people,
    next,
    roles: ROLES,
    chosen: { handle: chosen?.handle ?? '', roles: chosen?.roles ?? [] },
    saved: saved?.handle ?? null,
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { self, community, path } = await kept(request, params.community);
  const submission = parseWithZod(await readForm(request), { schema: rolesInput });
  if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
  const given = await setRoles(db, self, community.id, submission.value);
  if (!given.ok) {
    if (given.reason === 'notYours') throw new Response(null, { status: 404 });
    return data(submission.reply({ fieldErrors: { [given.field ?? '']: [given.reason] } }), { status: 422 });
  }
  // Who gave their own keeper's hat away has no business here any more.
  const still = submission.value.roles.includes('keeper') || !isSame(submission.value.handle, self.handle);
  return redirect(still ? `${path}/roles?saved=${submission.value.handle}` : `${path}/members`, 303);
}

const isSame = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

export default function Roles() {
  const { t } = useTranslation();
  const say = useProblems();
  const { path, name, people, next, roles, chosen, saved } = useLoaderData<typeof loader>();
  const [form, fields] = useForm<{ handle: string; roles: string[] }>({
    id: `roles-${chosen.handle}`,
    lastResult: useActionData<typeof action>(),
    defaultValue: chosen,
  });
  const worn: readonly unknown[] = [fields.roles.initialValue ?? []].flat();
  const back = t('communities.backTo', { tag: `#${name}` });
  return (
    <Frame bar={{ back: { to: `${path}/members`, label: back }, title: `#${name}` }}>
      <PageHead title={t('communities.hats.heading')}>{t('communities.hats.lead')}</PageHead>
      {saved && (
        <Notice kind="going" announced>
          {t('communities.hats.saved', { handle: `@${saved}` })}
        </Notice>
      )}
      <Form method="post" action={`${path}/roles`} className="form" {...getFormProps(form)}>
        <FormErrors
          form={form}
          labels={{ handle: t('communities.hats.handle'), roles: t('communities.hats.roles') }}
        />
        <TextField
          label={t('communities.hats.handle')}
          hint={t('communities.hats.handleHint')}
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
          legend={t('communities.hats.roles')}
          hint={t('communities.hats.rolesHint')}
          error={say(fields.roles.errors)}
        >
          {roles.map((role) => (
            <Choice
              key={`${chosen.handle} ${role}`}
              type="checkbox"
              name={fields.roles.name}
              value={role}
              defaultChecked={worn.includes(role)}
              label={t(`communities.hats.${role}.label`)}
              hint={t(`communities.hats.${role}.hint`)}
            />
          ))}
        </ChoiceGroup>
        <div className="btns">
          <Button kind="star">{t('communities.hats.submit')}</Button>
        </div>
      </Form>
      <section className="sec">
        <h2 className="h2">{t('communities.hats.who')}</h2>
        <ul className="measure">
          {people.map((person) => (
            <li key={person.handle}>
              <WireRow
                seed={person.handle}
                photoUrl={photoUrl(person.portrait)}
                title={person.name || `@${person.handle}`}
                detail={person.roles.length > 0 ? <Hats roles={person.roles} /> : t('communities.hats.none')}
                aside={
                  <ButtonLink
                    kind="bare"
                    size="s"
                    to={`${path}/roles?handle=${person.handle}`}
                    aria-label={t('communities.hats.changeFor', { name: person.name || person.handle })}
                  >
                    {t('communities.hats.change')}
                  </ButtonLink>
                }
              />
            </li>
          ))}
        </ul>
        {next && <More to={`${path}/roles?after=${next}`}>{t('communities.people.more')}</More>}
      </section>
    </Frame>
  );
}
