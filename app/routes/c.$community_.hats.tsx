import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { Form, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { findBelonging } from '../domain/communities/belonging.server';
import { handOnRole, layDownRole } from '../domain/communities/commands/roles.server';
import { handOnInput } from '../domain/communities/rules';
import { readForm } from '../http/form.server';
import { wordsFor } from '../locales/i18n.server';
import { circlesWords } from '../locales/parts/circles';
import { keepingWords } from '../locales/parts/keeping';
import { requireMember } from '../session.server';
import { Button } from '../ui/kit/button';
import { TextField } from '../ui/kit/field';
import { Notice } from '../ui/kit/notice';
import { Frame } from '../ui/site/frame';
import { PageHead } from '../ui/site/page-head';
import { useProblems } from '../ui/site/problems';
import { titled } from '../ui/site/title';
import { communityAt } from './c.$community/community.server';

export const meta = titled;
export const handle = { words: [circlesWords, keepingWords] };

const SAID = ['handedOn', 'laidDown'] as const;

async function ownAt(request: Request, named: string | undefined) {
  const self = await requireMember(request);
  const { community, path } = await communityAt(request, named);
  const { roles } = await findBelonging(db, self, community.id);
  if (!roles) throw new Response(null, { status: 404 });
  return { self, community, path, roles };
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { community, path, roles } = await ownAt(request, params.community);
  const t = await wordsFor(request);
  const tag = `#${community.name}`;
  const query = new URL(request.url).searchParams;
  return {
    title: t('circles.hats.title', { tag }),
    unlisted: true,
    path,
    tag,
    roles,
    said: SAID.find((one) => query.has(one)) ?? null,
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { self, community, path } = await ownAt(request, params.community);
  const form = await readForm(request);
  const role = handOnInput.shape.role.safeParse(form.get('role'));
  if (!role.success) throw new Response(null, { status: 400 });
  const about = role.data;
  if (form.get('act') === 'layDown') {
    const laid = await layDownRole(db, self, community.id, about);
    if (!laid.ok) return data({ about, problem: laid.reason }, { status: 422 });
    return redirect(`${path}/hats?laidDown`, 303);
  }
  const input = handOnInput.safeParse(Object.fromEntries(form));
  if (!input.success) return data({ about, problem: input.error.issues[0]?.message ?? '' }, { status: 400 });
  const handed = await handOnRole(db, self, community.id, input.data);
  if (!handed.ok) return data({ about, problem: handed.reason }, { status: 422 });
  return redirect(`${path}/hats?handedOn`, 303);
}

export default function OwnHats() {
  const { t } = useTranslation();
  const say = useProblems();
  const { path, tag, roles, said } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Frame bar={{ back: { to: path, label: t('community.backTo', { tag }) }, title: tag }}>
      <PageHead title={t('circles.hats.heading')}>{t('circles.hats.lead')}</PageHead>
      {said && !answer && (
        <Notice kind="going" announced>
          {t(`circles.hats.${said}`)}
        </Notice>
      )}
      {roles.length === 0 && <p className="sec">{t('circles.hats.none')}</p>}
      {roles.map((role) => (
        <section key={role} className="sec">
          <h2 className="h2">{t(`keeping.roles.${role}.label`)}</h2>
          <p className="muted">{t(`keeping.roles.${role}.hint`)}</p>
          <Form method="post" className="form">
            <input type="hidden" name="role" value={role} />
            <TextField
              id={`to-${role}`}
              name="handle"
              label={t('circles.hats.to')}
              hint={t('circles.hats.hint')}
              error={answer?.about === role ? say([answer.problem]) : undefined}
              autoCapitalize="none"
              autoComplete="off"
              spellCheck={false}
              maxLength={21}
            />
            <div className="btns">
              <Button>{t('circles.hats.handOn')}</Button>
              <Button kind="bare" name="act" value="layDown" formNoValidate>
                {t('circles.hats.layDown')}
              </Button>
            </div>
          </Form>
        </section>
      ))}
    </Frame>
  );
}
