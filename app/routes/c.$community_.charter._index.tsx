import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { Form, Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { findBelonging } from '../domain/communities/belonging.server';
import { findCharter, listCharters } from '../domain/communities/charters.server';
import { acceptCharter } from '../domain/communities/commands/charter.server';
import { canEditCommunity } from '../domain/communities/rules';
import { readForm } from '../http/form.server';
import { day } from '../locales/dates';
import { languageOf, wordsFor } from '../locales/i18n.server';
import { circlesWords } from '../locales/parts/circles';
import { renderMarkdown } from '../markdown.server';
import { requireMember } from '../session.server';
import { Button, ButtonLink } from '../ui/kit/button';
import { Notice } from '../ui/kit/notice';
import { Prose } from '../ui/kit/prose';
import { Frame } from '../ui/site/frame';
import { PageHead } from '../ui/site/page-head';
import { titled } from '../ui/site/title';
import { communityAt } from './c.$community/community.server';

export const meta = titled;
export const handle = { words: circlesWords };

const SAID = ['accepted', 'changed'] as const;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { viewer, community, roles, path } = await communityAt(request, params.community);
  const [t, language] = await Promise.all([wordsFor(request), languageOf(request)]);
  const query = new URL(request.url).searchParams;
  const asked = Number(query.get('version'));
  const [charter, versions, belonging] = await Promise.all([
    findCharter(db, community.id, Number.isInteger(asked) && asked > 0 && asked < 1e9 ? asked : undefined),
    listCharters(db, community.id),
    viewer.member ? findBelonging(db, viewer.member, community.id) : null,
  ]);
  if (asked && !charter) throw new Response(null, { status: 404 });
  const timezone = viewer.member?.timezone ?? 'Europe/Paris';
  const dated = (version: { version: number; author: string | null; at: string }) => ({
    version: version.version,
    author: version.author,
    date: day(new Date(version.at), timezone, language),
  });
  return {
    title: t('circles.charter.title', { tag: `#${community.name}` }),
    unlisted: community.hidden,
    path,
    tag: `#${community.name}`,
    charter: charter ? { ...dated(charter), html: renderMarkdown(charter.text) } : null,
    versions: versions.map(dated),
    toAccept: belonging?.charterToAccept ?? null,
    canEdit: canEditCommunity(roles),
    said: SAID.find((one) => query.has(one)) ?? null,
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const self = await requireMember(request);
  const { community, path, roles } = await communityAt(request, params.community);
  if (!roles) throw new Response(null, { status: 404 });
  const version = Number((await readForm(request)).get('charter'));
  const accepted = await acceptCharter(db, self, community.id, version);
  return redirect(`${path}/charter?${accepted.ok ? 'accepted' : 'changed'}`, 303);
}

export default function Charter() {
  const { t } = useTranslation();
  const { path, tag, charter, versions, toAccept, canEdit, said } = useLoaderData<typeof loader>();
  const isPresent = charter?.version === versions[0]?.version;
  return (
    <Frame bar={{ back: { to: path, label: t('community.backTo', { tag }) }, title: tag }}>
      <PageHead title={t('circles.charter.heading')}>{tag}</PageHead>
      {said && (
        <Notice kind={said === 'accepted' ? 'going' : 'info'} announced>
          {t(`circles.charter.${said}`)}
        </Notice>
      )}
      {!charter && <p className="sec muted">{t('circles.charter.none')}</p>}
      {charter && (
        <section className="sec stack">
          {!isPresent && (
            <Notice>
              {t('circles.charter.old')} <Link to={`${path}/charter`}>{t('circles.charter.present')}</Link>
            </Notice>
          )}
          <div className="parole measure">
            <Prose html={charter.html} />
          </div>
          <p className="small muted">
            {t('circles.charter.version', { version: charter.version, date: charter.date })}{' '}
            {charter.author && t('circles.charter.by', { author: charter.author })}
          </p>
          {isPresent && toAccept !== null && (
            <Form method="post" className="stack">
              <p className="measure">{t('circles.charter.waits')}</p>
              <input type="hidden" name="charter" value={toAccept} />
              <div className="btns">
                <Button kind="star">{t('circles.charter.accept')}</Button>
              </div>
            </Form>
          )}
        </section>
      )}
      {canEdit && (
        <div className="btns sec">
          <ButtonLink icon="edit" to={`${path}/charter/edit`}>
            {t('circles.charter.edit')}
          </ButtonLink>
        </div>
      )}
      {versions.length > 1 && (
        <section className="sec">
          <h2 className="h2">{t('circles.charter.history')}</h2>
          <ul className="ledger measure">
            {versions.map(({ version, date, author }) => (
              <li key={version}>
                <Link className="tap" to={`${path}/charter?version=${version}`}>
                  {t('circles.charter.version', { version, date })}
                </Link>
                {author && <span className="small muted">{t('circles.charter.by', { author })}</span>}
              </li>
            ))}
          </ul>
        </section>
      )}
    </Frame>
  );
}
