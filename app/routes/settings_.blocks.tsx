import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { Form, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { listBlocks } from '../domain/members/blocks.server';
import { setBlock } from '../domain/members/commands/block.server';
import { handle as handleInput } from '../domain/members/rules';
import { readForm } from '../http/form.server';
import { day } from '../locales/dates';
import { wordsFor } from '../locales/i18n.server';
import { peaceWords } from '../locales/parts/peace';
import { requireMember } from '../session.server';
import { Badge } from '../ui/kit/badge';
import { Bird } from '../ui/kit/birds/bird';
import { Button } from '../ui/kit/button';
import { Empty } from '../ui/kit/empty';
import { TextField } from '../ui/kit/field';
import { Notice } from '../ui/kit/notice';
import { Frame, useSite } from '../ui/site/frame';
import { PageHead } from '../ui/site/page-head';
import { useProblems } from '../ui/site/problems';
import { titled } from '../ui/site/title';

export const meta = titled;
export const handle = { words: peaceWords };

const DONE = ['muted', 'blocked', 'freed'] as const;
const KINDS: Record<string, 'muted' | 'blocked' | null> = { muted: 'muted', blocked: 'blocked', none: null };

export async function loader({ request }: LoaderFunctionArgs) {
  const self = await requireMember(request);
  const t = await wordsFor(request);
  const query = new URL(request.url).searchParams;
  const done = DONE.find((one) => one === query.get('done'));
  const whose = handleInput.safeParse(query.get('handle') ?? undefined).data;
  return {
    title: t('peace.blocks.title'),
    unlisted: true,
    timezone: self.timezone,
    blocks: await listBlocks(db, self),
    done: done && whose ? { done, handle: whose } : null,
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const self = await requireMember(request);
  const form = await readForm(request);
  const typed = handleInput.safeParse(form.get('handle') ?? undefined);
  const kind = KINDS[String(form.get('between'))];
  if (kind === undefined) throw new Response(null, { status: 400 });
  const refused = (problem: string) =>
    data({ problem, handle: String(form.get('handle') ?? '') }, { status: 400 });
  if (!typed.success) return refused(typed.error.issues[0]?.message ?? 'required');
  const set = await setBlock(db, self, typed.data, kind);
  if (!set.ok) return refused(set.reason);
  return redirect(
    `/settings/blocks?${new URLSearchParams({ done: kind ?? 'freed', handle: set.handle })}`,
    303,
  );
}

export default function Blocks() {
  const { t } = useTranslation();
  const say = useProblems();
  const { language } = useSite();
  const { title, blocks, timezone, done } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return (
    <Frame bar={{ back: { to: '/settings', label: t('peace.back') }, title }}>
      <PageHead title={title}>{t('peace.blocks.lead')}</PageHead>
      {done && !refused && (
        <Notice kind="going" announced>
          {t(`peace.blocks.done.${done.done}`, { handle: done.handle })}
        </Notice>
      )}
      {blocks.length > 0 ? (
        <ul className="lines">
          {blocks.map(({ handle: whose, name, kind, since }) => (
            <li key={whose}>
              <Bird seed={whose} size="s" />
              <span className="what">
                <b>{name}</b> <Badge>{t(`peace.blocks.${kind}`)}</Badge>
                <span className="small muted block">
                  @{whose}, {t('peace.blocks.since', { day: day(new Date(since), timezone, language, true) })}
                </span>
              </span>
              <Form method="post">
                <input type="hidden" name="handle" value={whose} />
                <Button
                  size="s"
                  name="between"
                  value="none"
                  aria-label={t('peace.blocks.undoOne', { handle: whose })}
                >
                  {t('peace.blocks.undo')}
                </Button>
              </Form>
            </li>
          ))}
        </ul>
      ) : (
        <Empty title={t('peace.blocks.none')}>{t('peace.blocks.noneText')}</Empty>
      )}
      <section className="sec" aria-labelledby="add">
        <h2 className="h2" id="add">
          {t('peace.blocks.add')}
        </h2>
        <Form method="post" className="form" key={done ? `${done.done} ${done.handle}` : ''}>
          <TextField
            id="handle"
            name="handle"
            label={t('peace.blocks.handle')}
            hint={t('peace.blocks.handleHint')}
            error={say(refused?.problem)}
            defaultValue={refused?.handle}
            autoCapitalize="none"
            autoComplete="off"
            spellCheck={false}
            required
          />
          <div className="btns">
            <Button name="between" value="muted">
              {t('peace.report.mute')}
            </Button>
            <Button name="between" value="blocked">
              {t('peace.report.block')}
            </Button>
          </div>
        </Form>
      </section>
    </Frame>
  );
}
