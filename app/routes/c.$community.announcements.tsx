import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { Form, Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { db } from '#db/client';
import { removeAnnouncement } from '../domain/announcements/commands.server';
import { listAnnouncements } from '../domain/announcements/queries.server';
import { canAnnounce } from '../domain/communities/rules';
import { readKeyset } from '../domain/keyset.server';
import { readForm } from '../http/form.server';
import { day } from '../locales/dates';
import { languageOf, wordsFor } from '../locales/i18n.server';
import { announcementsWords } from '../locales/parts/announcements';
import { renderMarkdown } from '../markdown.server';
import { requireMember } from '../session.server';
import { Button, ButtonLink } from '../ui/kit/button';
import { Empty } from '../ui/kit/empty';
import { Notice } from '../ui/kit/notice';
import { Prose } from '../ui/kit/prose';
import { More } from '../ui/site/more';
import { titled } from '../ui/site/title';
import { communityAt } from './c.$community/community.server';

export const meta = titled;
export const handle = { words: announcementsWords };

const SAID = ['sent', 'removed'] as const;

/** The inside word, for members alone: for anybody else there is no such page. */
async function within(request: Request, named: string | undefined) {
  const self = await requireMember(request);
  const opened = await communityAt(request, named);
  if (!opened.roles) throw new Response(null, { status: 404 });
  return { self, ...opened };
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { self, community, roles, path } = await within(request, params.community);
  const [t, language] = await Promise.all([wordsFor(request), languageOf(request)]);
  const query = new URL(request.url).searchParams;
  const after = readKeyset(query.get('after'));
  const { announcements, next } = await listAnnouncements(db, community.id, { after });
  return {
    title: t('announcements.title', { tag: `#${community.name}` }),
    unlisted: true,
    path,
    name: community.name,
    announcements: announcements.map(({ text, writtenAt, ...announcement }) => ({
      ...announcement,
      html: renderMarkdown(text),
      writtenAt,
      day: day(new Date(writtenAt), self.timezone, language, true),
    })),
    next,
    mayWrite: canAnnounce(roles),
    said: SAID.find((one) => one === query.get('told')) ?? null,
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { self, community, path } = await within(request, params.community);
  const id = z.uuid().safeParse((await readForm(request)).get('remove'));
  if (!id.success) throw new Response(null, { status: 400 });
  const removed = await removeAnnouncement(db, self, community.id, id.data);
  if (!removed.ok) throw new Response(null, { status: 404 });
  return redirect(`${path}/announcements?told=removed`, 303);
}

export default function Announcements() {
  const { t } = useTranslation();
  const { path, name, announcements, next, mayWrite, said } = useLoaderData<typeof loader>();
  const write = mayWrite && (
    <ButtonLink kind="star" to={`${path}/announcements/new`}>
      {t('announcements.write')}
    </ButtonLink>
  );
  return (
    <section className="sec stack" aria-labelledby="announcements-title">
      <h2 className="vh" id="announcements-title">
        {t('announcements.heading')}
      </h2>
      {said && (
        <Notice kind="going" announced>
          {t(`announcements.${said}`)}
        </Notice>
      )}
      {announcements.length === 0 ? (
        <Empty title={t('announcements.empty')} heading="h2" actions={write}>
          {t('announcements.emptyText', { tag: `#${name}` })}
        </Empty>
      ) : (
        <>
          {write && <p className="btns">{write}</p>}
          {announcements.map(({ id, title, html, author, writtenAt, day: written }) => (
            <article className="announcement" key={id}>
              <h3 className="h3">{title}</h3>
              <p className="small muted">
                {author && (
                  <>
                    <Link to={`/@${author.handle}`}>{author.name}</Link>,{' '}
                  </>
                )}
                <time dateTime={writtenAt}>{written}</time>
              </p>
              <Prose html={html} />
              {mayWrite && (
                <details className="removal">
                  <summary>{t('announcements.remove')}</summary>
                  <Form method="post" className="stack">
                    <p className="measure">{t('announcements.removeText')}</p>
                    <p>
                      <Button kind="danger" size="s" name="remove" value={id}>
                        {t('announcements.remove')}
                      </Button>
                    </p>
                  </Form>
                </details>
              )}
            </article>
          ))}
          {next && <More to={`${path}/announcements?after=${next}`}>{t('eventList.earlier')}</More>}
        </>
      )}
      <p className="small">
        <Link className="tap" to="/settings/letters">
          {t('announcements.choose')}
        </Link>
      </p>
    </section>
  );
}
