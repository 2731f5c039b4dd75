import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { findCharter } from '../domain/communities/charters.server';
import { writeCharter } from '../domain/communities/commands/charter.server';
import { canEditCommunity, charterInput } from '../domain/communities/rules';
import { readForm } from '../http/form.server';
import { wordsFor } from '../locales/i18n.server';
import { keepingWords } from '../locales/parts/keeping';
import { renderMarkdown } from '../markdown.server';
import { KeepingPage } from '../ui/communities/keeping-page';
import { Button } from '../ui/kit/button';
import { Field, Textarea } from '../ui/kit/field';
import { Notice } from '../ui/kit/notice';
import { Prose } from '../ui/kit/prose';
import { useDraft } from '../ui/site/draft';
import { DraftNote } from '../ui/site/draft-note';
import { useProblems } from '../ui/site/problems';
import { titled } from '../ui/site/title';
import { keptAt } from './c.$community/kept.server';

export const meta = titled;
export const handle = { words: keepingWords };

const SAID = ['saved', 'unchanged'] as const;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { community, here } = await keptAt(request, params.community, canEditCommunity);
  const t = await wordsFor(request);
  const query = new URL(request.url).searchParams;
  const charter = await findCharter(db, community.id);
  return {
    title: t('keeping.charter.title', { tag: `#${community.name}` }),
    unlisted: true,
    here,
    text: charter?.text ?? '',
    next: (charter?.version ?? 0) + 1,
    said: SAID.find((one) => query.has(one)) ?? null,
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { self, community, path } = await keptAt(request, params.community, canEditCommunity);
  const form = await readForm(request);
  const typed = String(form.get('text') ?? '').slice(0, 25_000);
  const input = charterInput.safeParse({ text: typed });
  if (!input.success)
    return data({ typed, problem: input.error.issues[0]?.message ?? null, html: null }, { status: 400 });
  if (form.get('act') === 'see') return data({ typed, problem: null, html: renderMarkdown(input.data.text) });
  const written = await writeCharter(db, self, community.id, input.data.text);
  if (!written.ok) throw new Response(null, { status: 404 });
  return redirect(`${path}/charter/edit?${written.written ? 'saved' : 'unchanged'}`, 303);
}

export default function EditCharter() {
  const { t } = useTranslation();
  const say = useProblems();
  const { here, text, next, said } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const id = `charter-${here.path}`;
  const draft = useDraft(id);
  return (
    <KeepingPage here={here} heading={t('keeping.charter.heading')} lead={t('keeping.charter.lead')}>
      {said && !answer && (
        <Notice kind={said === 'saved' ? 'going' : 'info'} announced>
          {t(`keeping.charter.${said}`, { version: next - 1 })}
        </Notice>
      )}
      <div className="two">
        <Form method="post" className="form" id={id} key={next}>
          <Field
            id="text"
            label={t('keeping.charter.text')}
            hint={t('keeping.charter.hint')}
            error={say(answer?.problem)}
          >
            <Textarea
              name="text"
              rows={12}
              maxLength={20_000}
              defaultValue={answer?.typed ?? text}
              required
            />
          </Field>
          <p className="small muted">
            {t('keeping.charter.next', { version: next })}{' '}
            {next > 1 && <Link to={`${here.path}/charter`}>{t('keeping.charter.history')}</Link>}
          </p>
          <div className="btns">
            <Button kind="star" name="act" value="write">
              {t('keeping.charter.submit')}
            </Button>
            <Button name="act" value="see">
              {t('keeping.charter.see')}
            </Button>
            <DraftNote draft={draft} />
          </div>
        </Form>
        {answer?.html && (
          <section className="sec" aria-live="polite">
            <h2 className="h2">{t('keeping.charter.preview')}</h2>
            <div className="parole">
              <Prose html={answer.html} />
            </div>
          </section>
        )}
      </div>
    </KeepingPage>
  );
}
