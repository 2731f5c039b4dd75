import { getFormProps, getTextareaProps, useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { Form, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { stewardsAddress } from '../config.server';
import { findCommunityName, rolesIn } from '../domain/communities/queries.server';
import { canModerate } from '../domain/communities/rules';
import { findBlock } from '../domain/members/blocks.server';
import { setBlock } from '../domain/members/commands/block.server';
import { reportThing } from '../domain/moderation/commands/report.server';
import { listShared } from '../domain/moderation/queries.server';
import { findReportable } from '../domain/moderation/reportable.server';
import { ABOUT, REASONS, reportInput } from '../domain/moderation/rules';
import { readForm } from '../http/form.server';
import { slowDown } from '../http/limits.server';
import { wordsFor } from '../locales/i18n.server';
import { peaceWords } from '../locales/parts/peace';
import { requireMember, viewerOf } from '../session.server';
import { Button, ButtonLink } from '../ui/kit/button';
import { Choice, ChoiceGroup, Field, Textarea } from '../ui/kit/field';
import { Quote } from '../ui/moderation/quote';
import { FormErrors } from '../ui/site/form';
import { Frame } from '../ui/site/frame';
import { PageHead } from '../ui/site/page-head';
import { useProblems } from '../ui/site/problems';
import { titled } from '../ui/site/title';

export const meta = titled;
export const handle = { words: peaceWords };

const missing = () => new Response(null, { status: 404 });

/** What an address is about: `?about=post&id=…`. */
function named(request: Request) {
  const query = new URL(request.url).searchParams;
  const about = ABOUT.find((one) => one === query.get('about'));
  const id = query.get('id');
  if (!about || !id) throw missing();
  return { about, id };
}

export async function loader({ request }: LoaderFunctionArgs) {
  const thing = named(request);
  const t = await wordsFor(request);
  const viewer = await viewerOf(request);
  const head = { title: t('peace.report.title'), unlisted: true };
  const { member } = viewer;
  if (!member) {
    const next = `/report?${new URLSearchParams(thing)}`;
    return { ...head, next, address: stewardsAddress(), thing: null };
  }
  const found = await findReportable(db, viewer, thing.about, thing.id);
  if (!found || found.subjectId === member.id) throw missing();
  const { about, quoted, communityId } = found;
  const { handle: author = null } = quoted;
  return {
    ...head,
    thing: {
      about,
      reasons: REASONS,
      quoted,
      author,
      block: author ? await findBlock(db, member, author) : null,
      community: communityId && (await findCommunityName(db, viewer, communityId)),
      inCommunity: communityId !== null,
      shared: about === 'member' ? await listShared(db, viewer, found.object) : [],
    },
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const self = await requireMember(request);
  const viewer = { member: self, keys: [] };
  const thing = named(request);
  const form = await readForm(request);
  const found = await findReportable(db, viewer, thing.about, thing.id);
  if (!found || found.subjectId === self.id) throw missing();
  const kind = KINDS[String(form.get('between'))];
  if (kind !== undefined && found.quoted.handle) {
    const set = await setBlock(db, self, found.quoted.handle, kind);
    if (!set.ok) throw missing();
    const done = new URLSearchParams({ done: kind ?? 'freed', handle: set.handle });
    return redirect(`/settings/blocks?${done}`, 303);
  }
  const submission = parseWithZod(form, { schema: reportInput });
  if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
  const slow = await slowDown(['report', self.id]);
  if (slow) return data(submission.reply({ formErrors: [slow] }), { status: 429 });
  const reported = await reportThing(db, self, thing, submission.value);
  if (!reported.ok) throw missing();
  // Who looks after the place goes on to decide.
  const { communityId } = found;
  const community = communityId && (await findCommunityName(db, viewer, communityId));
  const decides = community && canModerate(await rolesIn(db, viewer, communityId));
  return redirect(decides ? `/c/${encodeURIComponent(community.tag)}/reports` : '/report/thanks', 303);
}

const KINDS: Record<string, 'muted' | 'blocked' | null> = { muted: 'muted', blocked: 'blocked', none: null };

export default function Report() {
  const { t } = useTranslation();
  const page = useLoaderData<typeof loader>();
  return (
    <Frame bar={{ back: { to: page.thing?.quoted.path ?? '/', label: t('peace.back') }, title: page.title }}>
      <PageHead title={page.title} />
      {page.thing ? (
        <ForMembers thing={page.thing} />
      ) : (
        <section className="sec stack measure">
          <p>{t('peace.report.stranger')}</p>
          <p>{t('peace.report.strangerMail', { address: page.address })}</p>
          <div className="btns">
            <ButtonLink kind="star" to={`/login?${new URLSearchParams({ next: page.next })}`}>
              {t('peace.report.signIn')}
            </ButtonLink>
          </div>
        </section>
      )}
    </Frame>
  );
}

type Thing = NonNullable<ReturnType<typeof useLoaderData<typeof loader>>['thing']>;

function ForMembers({ thing }: { thing: Thing }) {
  const { t } = useTranslation();
  const { about, quoted, author } = thing;
  return (
    <>
      <section className="sec" aria-labelledby="thing">
        <h2 className="h3" id="thing">
          {t(`peace.report.about.${about}`)}{' '}
          {author && <span className="muted">{t('peace.report.by', { handle: author })}</span>}
        </h2>
        <Quote quoted={quoted} />
      </section>
      {author && <Between author={author} block={thing.block} />}
      <ReportForm thing={thing} />
    </>
  );
}

/** Between the reader and its author: what needs nobody else. */
function Between({ author, block }: { author: string; block: Thing['block'] }) {
  const { t } = useTranslation();
  return (
    <section className="sec stack measure" aria-labelledby="between">
      <h2 className="h2" id="between">
        {t('peace.report.between', { handle: author })}
      </h2>
      <p className="muted">{t('peace.report.betweenText')}</p>
      <Form method="post" className="stack">
        {block && (
          <p>
            {t(`peace.report.is.${block}`, { handle: author })}{' '}
            <Button kind="bare" size="s" name="between" value="none">
              {t('peace.report.free')}
            </Button>
          </p>
        )}
        {block !== 'muted' && (
          <p className="option">
            <Button name="between" value="muted" aria-describedby="mute-text">
              {t('peace.report.mute')}
            </Button>
            <span id="mute-text">{t('peace.report.muteText')}</span>
          </p>
        )}
        {block !== 'blocked' && (
          <p className="option">
            <Button name="between" value="blocked" aria-describedby="block-text">
              {t('peace.report.block')}
            </Button>
            <span id="block-text">{t('peace.report.blockText')}</span>
          </p>
        )}
      </Form>
    </section>
  );
}

function ReportForm({ thing }: { thing: Thing }) {
  const { t } = useTranslation();
  const say = useProblems();
  const { reasons, community, inCommunity, shared } = thing;
  const [form, fields] = useForm<{ reason: string; note: string; community: string }>({
    id: 'report',
    lastResult: useActionData<typeof action>(),
  });
  const moderators = community
    ? t('peace.report.moderators', { community: `#${community.name}` })
    : t('peace.report.moderatorsUnnamed');
  return (
    <section className="sec" aria-labelledby="report-title">
      <h2 className="h2" id="report-title">
        {t('peace.report.heading')}
      </h2>
      <p className="muted measure">
        {shared.length > 0
          ? t('peace.report.leadChoice')
          : t('peace.report.lead', { who: inCommunity ? moderators : t('peace.report.stewards') })}
      </p>
      <Form method="post" className="form" {...getFormProps(form)}>
        <FormErrors form={form} labels={{ reason: t('peace.report.reason'), note: t('peace.report.note') }} />
        <ChoiceGroup
          id={fields.reason.id}
          legend={t('peace.report.reason')}
          error={say(fields.reason.errors)}
        >
          {reasons.map((reason) => (
            <Choice
              key={reason}
              type="radio"
              name="reason"
              value={reason}
              required
              defaultChecked={fields.reason.initialValue === reason}
              label={t(`peace.report.reasons.${reason}`)}
              hint={t(`peace.report.reasons.${reason}Hint`)}
            />
          ))}
        </ChoiceGroup>
        <Field
          id={fields.note.id}
          label={t('peace.report.note')}
          hint={t('peace.report.noteHint')}
          error={say(fields.note.errors)}
        >
          <Textarea {...getTextareaProps(fields.note)} key="note" maxLength={1000} rows={3} />
        </Field>
        {shared.length > 0 && (
          <ChoiceGroup id={fields.community.id} legend={t('peace.report.who')}>
            <Choice
              type="radio"
              name="community"
              value=""
              defaultChecked
              label={t('peace.report.whoStewards')}
            />
            {shared.map(({ id, name }) => (
              <Choice
                key={id}
                type="radio"
                name="community"
                value={id}
                label={t('peace.report.whoCommunity', { name })}
              />
            ))}
          </ChoiceGroup>
        )}
        <div className="btns">
          <Button kind="star">{t('peace.report.submit')}</Button>
        </div>
      </Form>
    </section>
  );
}
