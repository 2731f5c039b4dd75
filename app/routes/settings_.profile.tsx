import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { updateProfile } from '../domain/members/commands/update-profile.server';
import { profileInput } from '../domain/members/profile-rules';
import { getOwnProfile } from '../domain/members/profiles.server';
import { anew } from '../http/anew.server';
import { readForm } from '../http/form.server';
import { wordsFor } from '../locales/i18n.server';
import { profileWords } from '../locales/parts/profile';
import { requireMember } from '../session.server';
import { ButtonLink } from '../ui/kit/button';
import { Notice } from '../ui/kit/notice';
import { WireRow } from '../ui/kit/row';
import { photoUrl } from '../ui/members/photo';
import { ProfileForm } from '../ui/members/profile-form';
import { Frame, useSite } from '../ui/site/frame';
import { PageHead } from '../ui/site/page-head';
import { titled } from '../ui/site/title';

export const meta = titled;
export const handle = { words: profileWords };

export async function loader({ request }: LoaderFunctionArgs) {
  const self = await requireMember(request);
  const t = await wordsFor(request);
  return {
    title: t('profile.title'),
    unlisted: true,
    profile: await getOwnProfile(db, self),
    saved: new URL(request.url).searchParams.get('saved'),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const self = await requireMember(request);
  const submission = parseWithZod(await readForm(request), { schema: profileInput });
  if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
  await updateProfile(db, self, submission.value);
  return redirect(`/settings/profile?saved=${anew()}`, 303);
}

export default function EditProfile() {
  const { t } = useTranslation();
  const { me } = useSite();
  const { profile, saved } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  return (
    <Frame bar={{ back: { to: '/settings', label: t('profile.back') }, title: t('profile.title') }}>
      <PageHead title={t('profile.title')}>{t('profile.lead')}</PageHead>
      {saved && !lastResult && (
        <Notice kind="going" announced>
          {t('profile.saved')}
        </Notice>
      )}
      <div className="two">
        <div>
          {/* Once saved, a form anew: what was wrong with it before is no longer said. */}
          <ProfileForm key={saved} profile={profile} lastResult={lastResult} />
        </div>
        {me && (
          <section className="sec">
            <h2 className="h2">{t('profile.portrait.heading')}</h2>
            <WireRow
              to="/settings/portrait"
              seed={me.handle}
              photoUrl={photoUrl(me.portrait)}
              title={t(me.portrait ? 'profile.portrait.change' : 'profile.portrait.give')}
              detail={t('profile.portrait.lead')}
            />
            <h2 className="h2 mt-8">{t('profile.look')}</h2>
            <p className="muted measure">{t('profile.lookText')}</p>
            <div className="btns mt-4">
              <ButtonLink icon="eye" to={`/@${me.handle}?as=stranger`}>
                {t('profile.asStranger')}
              </ButtonLink>
              <ButtonLink icon="eye" to={`/@${me.handle}?as=close`}>
                {t('profile.asClose')}
              </ButtonLink>
            </div>
          </section>
        )}
      </div>
    </Frame>
  );
}
