import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { Form, Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { findBelonging } from '../domain/communities/belonging.server';
import { showInDirectory } from '../domain/communities/commands/directory.server';
import { countDiscreet, type DirectoryPage, listDirectory } from '../domain/communities/directory.server';
import { listRoleHolders } from '../domain/communities/queries.server';
import { canHandOutRoles } from '../domain/communities/rules';
import { readKeyset } from '../domain/keyset.server';
import { readForm } from '../http/form.server';
import { wordsFor } from '../locales/i18n.server';
import { circlesWords } from '../locales/parts/circles';
import { requireMember } from '../session.server';
import { Hats } from '../ui/communities/hats';
import { Button, ButtonLink } from '../ui/kit/button';
import { Field, Input } from '../ui/kit/field';
import { Notice } from '../ui/kit/notice';
import { WireRow } from '../ui/kit/row';
import { photoUrl } from '../ui/members/photo';
import { More } from '../ui/site/more';
import { titled } from '../ui/site/title';
import { communityAt } from './c.$community/community.server';

export const meta = titled;
export const handle = { words: circlesWords };

const NOBODY: DirectoryPage = { people: [], next: null };

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { viewer, community, roles, path } = await communityAt(request, params.community);
  const t = await wordsFor(request);
  const query = new URL(request.url).searchParams;
  const called = (query.get('q') ?? '')
    .replace(/\p{Cc}/gu, ' ')
    .trim()
    .slice(0, 80);
  const after = readKeyset(query.get('after'));
  const own = viewer.member && roles ? await findBelonging(db, viewer.member, community.id) : null;
  const standing = !own ? 'outside' : own.charterToAccept === null ? 'reader' : 'charter';
  const isPlain = called === '' && !after;
  const [behind, directory, discreet] = await Promise.all([
    isPlain ? listRoleHolders(db, community.id) : [],
    standing === 'reader' ? listDirectory(db, viewer, community.id, { called, after }) : NOBODY,
    standing === 'reader' && isPlain ? countDiscreet(db, community.id) : 0,
  ]);
  return {
    title: t('communities.people.title', { tag: `#${community.name}` }),
    path,
    standing,
    called,
    behind,
    ...directory,
    discreet,
    isShown: own?.inDirectory ?? false,
    canHandOut: canHandOutRoles(roles),
  } as const;
}

export async function action({ request, params }: ActionFunctionArgs) {
  const self = await requireMember(request);
  const { community, roles, path } = await communityAt(request, params.community);
  if (!roles) throw new Response(null, { status: 404 });
  const shown = (await readForm(request)).get('directory') === 'on';
  await showInDirectory(db, self, community.id, shown);
  return redirect(`${path}/members`, 303);
}

export default function Members() {
  const { t } = useTranslation();
  const { path, standing, behind, canHandOut } = useLoaderData<typeof loader>();
  return (
    <>
      {standing === 'reader' && <Finder />}
      {behind.length > 0 && (
        <section className="sec">
          <div className="headline">
            <h2 className="h2">{t('communities.people.behind')}</h2>
            {canHandOut && (
              <ButtonLink size="s" to={`${path}/roles`}>
                {t('communities.about.roles')}
              </ButtonLink>
            )}
          </div>
          {standing === 'outside' && <p className="muted measure">{t('circles.directory.outside')}</p>}
          <ul className="measure">
            {behind.map(({ handle, name, portrait, roles }) => (
              <li key={handle}>
                <WireRow
                  to={`/@${handle}`}
                  seed={handle}
                  photoUrl={photoUrl(portrait)}
                  title={name}
                  detail={`@${handle}`}
                  aside={<Hats roles={roles} />}
                />
              </li>
            ))}
          </ul>
        </section>
      )}
      {standing === 'charter' && (
        <Notice>
          {t('circles.directory.charterFirst')}{' '}
          <Link to={`${path}/charter`}>{t('community.charterRead')}</Link>
        </Notice>
      )}
      {standing === 'reader' && <Directory />}
    </>
  );
}

/** Stands above all: whoever comes here mostly looks for somebody. */
function Finder() {
  const { t } = useTranslation();
  const { path, called } = useLoaderData<typeof loader>();
  return (
    <Form method="get" action={`${path}/members`} role="search" className="finder">
      <Field id="q" label={t('circles.directory.search')} hint={t('circles.directory.hint')}>
        <Input type="search" name="q" defaultValue={called} key={called} maxLength={80} />
      </Field>
      <Button>{t('circles.directory.submit')}</Button>
    </Form>
  );
}

function Directory() {
  const { t } = useTranslation();
  const { path, called, people, next, discreet } = useLoaderData<typeof loader>();
  const address = `${path}/members`;
  const found = next ? 'circles.directory.foundMany' : 'circles.directory.found';
  return (
    <section className="sec">
      <h2 className="h2">{t('circles.directory.heading')}</h2>
      {called !== '' && (
        <p className="sec" role="status">
          {t(found, { count: people.length, called })} <Link to={address}>{t('circles.directory.all')}</Link>
        </p>
      )}
      {called === '' && people.length === 0 && <p className="sec muted">{t('circles.directory.empty')}</p>}
      <ul className="measure">
        {people.map(({ handle, name, portrait, city, interests, roles }) => (
          <li key={handle}>
            <WireRow
              to={`/@${handle}`}
              seed={handle}
              photoUrl={photoUrl(portrait)}
              title={name}
              detail={`@${handle}`}
              aside={<Hats roles={roles} />}
            />
            {(city || interests.length > 0) && (
              <p className="facets small">
                {[city, ...interests].filter(Boolean).map((one) => (
                  <Link key={one} to={`${address}?${new URLSearchParams({ q: one })}`}>
                    {one}
                  </Link>
                ))}
              </p>
            )}
          </li>
        ))}
      </ul>
      {discreet > 0 && !next && (
        <p className="sec muted">{t('circles.directory.discreet', { count: discreet })}</p>
      )}
      {next && (
        <More to={`${address}?${called && `q=${encodeURIComponent(called)}&`}after=${next}`}>
          {t('communities.people.more')}
        </More>
      )}
      <OwnLine />
    </section>
  );
}

/** Whether one is in it oneself, and the switch. */
function OwnLine() {
  const { t } = useTranslation();
  const { path, isShown } = useLoaderData<typeof loader>();
  return (
    <Form method="post" action={`${path}/members`} className="sec stack">
      <p>
        {t(isShown ? 'circles.directory.shown' : 'circles.directory.notShown')}{' '}
        <span className="muted">{t('circles.directory.what')}</span>
      </p>
      <input type="hidden" name="directory" value={isShown ? 'off' : 'on'} />
      <div className="btns">
        <Button size="s">{t(isShown ? 'circles.directory.hide' : 'circles.directory.show')}</Button>
        <ButtonLink kind="bare" size="s" to="/settings/profile">
          {t('circles.directory.profile')}
        </ButtonLink>
      </div>
    </Form>
  );
}
