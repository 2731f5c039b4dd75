import { getFormProps, useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { Form, useActionData, useLoaderData } from '@remix-run/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { config } from '../config.server';
import { statusOfRefusal, takePicture } from '../domain/media/commands.server';
import { cropInput, MOST_PICTURE_BYTES, PICTURE_TYPES } from '../domain/media/rules';
import { MediaStore } from '../domain/media/store.server';
import { removePortrait, setPortrait, showPortraitTo } from '../domain/members/commands/portrait.server';
import { portraitInput } from '../domain/members/profile-rules';
import { getOwnPortrait } from '../domain/members/profiles.server';
import { anew } from '../http/anew.server';
import { readUpload } from '../http/form.server';
import { slowDown } from '../http/limits.server';
import { wordsFor } from '../locales/i18n.server';
import { profileWords } from '../locales/parts/profile';
import { requireMember } from '../session.server';
import { Bird } from '../ui/kit/birds/bird';
import { Button } from '../ui/kit/button';
import { Notice } from '../ui/kit/notice';
import { PictureField } from '../ui/kit/picture-field';
import { CropField } from '../ui/members/crop-field';
import { photoUrl } from '../ui/members/photo';
import { SeenBySelect } from '../ui/members/seen-by-select';
import { FormErrors } from '../ui/site/form';
import { Frame } from '../ui/site/frame';
import { PageHead } from '../ui/site/page-head';
import { useProblems } from '../ui/site/problems';
import { titled } from '../ui/site/title';

export const meta = titled;
export const handle = { words: profileWords };

const TOLD = ['saved', 'seenSaved', 'removed'] as const;

export async function loader({ request }: LoaderFunctionArgs) {
  const self = await requireMember(request);
  const t = await wordsFor(request);
  const query = new URL(request.url).searchParams;
  return {
    title: t('profile.portrait.title'),
    unlisted: true,
    seed: self.handle,
    ...(await getOwnPortrait(db, self)),
    most: MOST_PICTURE_BYTES,
    types: PICTURE_TYPES,
    told: TOLD.find((one) => query.has(one)) ?? null,
    at: query.get('at'),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const self = await requireMember(request);
  const { form, bytes } = await readUpload(request);
  const done = (told: (typeof TOLD)[number]) => redirect(`/settings/portrait?${told}&at=${anew()}`, 303);
  if (form.get('act') === 'remove') {
    await removePortrait(db, self);
    return done('removed');
  }
  const submission = parseWithZod(form, { schema: portraitInput });
  if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
  const { seenBy } = submission.value;
  if (bytes.length === 0 && (await getOwnPortrait(db, self)).portrait) {
    await showPortraitTo(db, self, seenBy);
    return done('seenSaved');
  }
  const slower = await slowDown(['upload', self.id]);
  if (slower) return data(submission.reply({ formErrors: [slower] }), { status: 429 });
  const crop = cropInput.safeParse(Object.fromEntries(form));
  const taken = await takePicture(new MediaStore(config().mediaDir), 'portrait', bytes, crop.data);
  if (!taken.ok) {
    const reply = submission.reply({ fieldErrors: { picture: [taken.reason] } });
    return data(reply, { status: statusOfRefusal(taken) });
  }
  await setPortrait(db, self, taken.picture, seenBy);
  return done('saved');
}

export default function Portrait() {
  const { t } = useTranslation();
  const { told, at, portrait, seed } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  return (
    <Frame bar={{ back: { to: '/settings', label: t('profile.back') }, title: t('profile.portrait.title') }}>
      <PageHead title={t('profile.portrait.title')}>{t('profile.portrait.pageLead')}</PageHead>
      {told && !lastResult && (
        <Notice kind="going" announced>
          {t(`profile.portrait.${told}`)}
        </Notice>
      )}
      <div className="scene perched">
        <Bird seed={seed} photoUrl={photoUrl(portrait, 'l')} size="xl" />
      </div>
      {/* Once kept, a form anew: the photo that was chosen is the portrait now, what was wrong is no longer said. */}
      <PortraitForm key={at} />
      {portrait && (
        <Form method="post" encType="multipart/form-data" className="part">
          <p className="muted measure">{t('profile.portrait.removeText')}</p>
          <div className="btns mt-4">
            <Button kind="danger" name="act" value="remove">
              {t('profile.portrait.remove')}
            </Button>
          </div>
        </Form>
      )}
    </Frame>
  );
}

function PortraitForm() {
  const { t } = useTranslation();
  const say = useProblems();
  const { portrait, seenBy, most, types } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const [file, setFile] = useState<File>();
  const [form, fields] = useForm<{ picture: string; seenBy: string }>({
    id: 'portrait',
    lastResult,
    defaultValue: { seenBy },
  });
  return (
    <Form method="post" encType="multipart/form-data" className="form" {...getFormProps(form)}>
      <FormErrors
        form={form}
        labels={{ picture: t('profile.portrait.choose'), seenBy: t('profile.portrait.seenBy') }}
      />
      <PictureField
        id={fields.picture.id}
        name="picture"
        accept={types}
        most={most}
        tooHeavy={t('problems.pictureHeavy')}
        label={t(portrait ? 'profile.portrait.another' : 'profile.portrait.choose')}
        hint={`${t('profile.portrait.chooseHint')} ${t('profile.portrait.noScript')}`}
        error={say(fields.picture.errors)}
        onPicture={setFile}
      />
      {file && file.size <= most && <CropField key={`${file.name} ${file.lastModified}`} file={file} />}
      <SeenBySelect meta={fields.seenBy} of={t('profile.portrait.heading')} />
      <p className="small muted">{t('profile.portrait.others')}</p>
      <div className="btns">
        <Button kind="star">{t('profile.portrait.submit')}</Button>
      </div>
    </Form>
  );
}
