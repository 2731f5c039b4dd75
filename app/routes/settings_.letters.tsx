import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { Form, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { listWritingCommunities } from '../domain/communities/writing.server';
import { setWishes, startAnew } from '../domain/members/commands/wishes.server';
import { resubscribeContact, unsubscribeContact } from '../domain/members/contacts.server';
import { MAIL_KINDS } from '../domain/members/rules';
import { findWishes } from '../domain/members/wishes.server';
import { anew } from '../http/anew.server';
import { readForm } from '../http/form.server';
import { wordsFor } from '../locales/i18n.server';
import { settingsWords } from '../locales/parts/settings';
import { requireMember } from '../session.server';
import { Button } from '../ui/kit/button';
import { Choice, ChoiceGroup, Field, Select } from '../ui/kit/field';
import { Notice } from '../ui/kit/notice';
import { Frame } from '../ui/site/frame';
import { PageHead } from '../ui/site/page-head';
import { titled } from '../ui/site/title';

export const meta = titled;
export const handle = { words: settingsWords };

export async function loader({ request }: LoaderFunctionArgs) {
  const self = await requireMember(request);
  const t = await wordsFor(request);
  const [{ everywhere, byCommunity, stopped, refused }, communities] = await Promise.all([
    findWishes(db, self.contactId),
    listWritingCommunities(db, self),
  ]);
  return {
    title: t('mailWishes.title'),
    unlisted: true,
    email: self.email,
    kinds: MAIL_KINDS,
    everywhere,
    communities: communities.map(({ id, tag, name }) => ({ tag, name, wishes: byCommunity.get(id) ?? null })),
    stopped,
    refused,
    saved: new URL(request.url).searchParams.get('saved'),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const self = await requireMember(request);
  const form = await readForm(request);
  switch (form.get('act')) {
    case 'again':
      await resubscribeContact(db, self.contactId);
      break;
    case 'stop':
      await unsubscribeContact(db, self.contactId);
      break;
    case 'everywhere': {
      const wanted = form.getAll('kind');
      await startAnew(
        db,
        self.contactId,
        MAIL_KINDS.map((kind) => ({ kind, communityId: null, wanted: wanted.includes(kind) })),
      );
      break;
    }
    case 'community': {
      const named = form.get('community');
      const community = (await listWritingCommunities(db, self)).find(({ tag }) => tag === named);
      if (!community) throw new Response(null, { status: 404 });
      const said = (kind: string) => ({ yes: true, no: false })[String(form.get(kind))] ?? null;
      await setWishes(
        db,
        self.contactId,
        MAIL_KINDS.map((kind) => ({ kind, communityId: community.id, wanted: said(kind) })),
      );
      break;
    }
    default:
      throw new Response(null, { status: 400 });
  }
  return redirect(`/settings/letters?saved=${anew()}`, 303);
}

/** What a member wants to be written, and whether it reaches them: nobody else can say so for them. */
export default function Letters() {
  const { t } = useTranslation();
  const { email, kinds, everywhere, communities, stopped, refused, saved } = useLoaderData<typeof loader>();
  return (
    <Frame bar={{ back: { to: '/settings', label: t('settings.back') }, title: t('mailWishes.title') }}>
      <PageHead title={t('mailWishes.title')}>{t('mailWishes.lead', { email })}</PageHead>
      {saved && (
        <Notice kind="going" announced>
          {t('settings.saved')}
        </Notice>
      )}
      {refused ? (
        <Form method="post" className="sec stack">
          <Notice kind="danger">{t(`mailWishes.${refused}`, { email })}</Notice>
          <p>
            <Button kind="star" name="act" value="again">
              {t('mailWishes.again')}
            </Button>
          </p>
        </Form>
      ) : (
        <>
          {stopped && <Notice>{t('mailWishes.stopped')}</Notice>}
          {/* Once saved, a form anew: what it shows is what holds. */}
          <Form key={saved} method="post" className="form sec">
            <ChoiceGroup
              id="everywhere"
              legend={t('mailWishes.everywhere')}
              hint={t('mailWishes.everywhereHint')}
            >
              {kinds.map((kind) => (
                <Choice
                  key={kind}
                  type="checkbox"
                  name="kind"
                  value={kind}
                  defaultChecked={everywhere[kind]}
                  label={t(`mailKinds.${kind}.name`)}
                  hint={t(`mailKinds.${kind}.what`)}
                />
              ))}
            </ChoiceGroup>
            <div className="btns">
              <Button kind="star" name="act" value="everywhere">
                {t('settings.submit')}
              </Button>
              {!stopped && (
                <Button kind="bare" name="act" value="stop">
                  {t('mailWishes.stop')}
                </Button>
              )}
            </div>
          </Form>
          {!stopped && communities.length > 0 && (
            <section className="sec stack" aria-labelledby="by-community">
              <h2 className="h2" id="by-community">
                {t('mailWishes.byCommunity')}
              </h2>
              <p className="muted measure">{t('mailWishes.byCommunityText')}</p>
              {communities.map((community) => (
                <Particular
                  key={`${community.tag} ${saved}`}
                  community={community}
                  kinds={kinds}
                  everywhere={everywhere}
                />
              ))}
            </section>
          )}
        </>
      )}
      <section className="sec stack" aria-labelledby="always">
        <h2 className="h2" id="always">
          {t('mailWishes.always')}
        </h2>
        <p className="muted measure">{t('mailWishes.alwaysText')}</p>
      </section>
    </Frame>
  );
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

/** What is said of one community by itself; open where something is. */
function Particular({
  community: { tag, name, wishes },
  kinds,
  everywhere,
}: {
  community: Page['communities'][number];
  kinds: Page['kinds'];
  everywhere: Page['everywhere'];
}) {
  const { t } = useTranslation();
  return (
    <details className="particular" open={wishes !== null}>
      <summary>{`#${name}`}</summary>
      <Form method="post" className="form">
        <input type="hidden" name="community" value={tag} />
        {kinds.map((kind) => {
          const wanted = wishes?.[kind] ?? null;
          return (
            <Field key={kind} id={`${tag}-${kind}`} label={t(`mailKinds.${kind}.name`)}>
              <Select name={kind} defaultValue={wanted === null ? 'same' : wanted ? 'yes' : 'no'}>
                <option value="same">
                  {t(everywhere[kind] ? 'mailWishes.sameYes' : 'mailWishes.sameNo')}
                </option>
                <option value="yes">{t('mailWishes.yes')}</option>
                <option value="no">{t('mailWishes.no')}</option>
              </Select>
            </Field>
          );
        })}
        <div className="btns">
          <Button name="act" value="community">
            {t('mailWishes.saveFor', { tag: `#${name}` })}
          </Button>
        </div>
      </Form>
    </details>
  );
}
