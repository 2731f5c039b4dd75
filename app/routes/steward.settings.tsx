import { getFormProps, getInputProps, useForm } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { changeSettings } from '../domain/instance/commands/change-settings.server';
import { getSettings } from '../domain/instance/queries.server';
import { settingsInput } from '../domain/instance/rules';
import { anew } from '../http/anew.server';
import { readForm } from '../http/form.server';
import { readInstance } from '../instance.server';
import { wordsFor } from '../locales/i18n.server';
import { stewardWords } from '../locales/parts/steward';
import { requireSteward } from '../session.server';
import { Button } from '../ui/kit/button';
import { Choice, ChoiceGroup, TextField } from '../ui/kit/field';
import { Notice } from '../ui/kit/notice';
import { FormErrors } from '../ui/site/form';
import { useProblems } from '../ui/site/problems';
import { titled } from '../ui/site/title';
import { StewardPage } from '../ui/steward/steward-page';

export const meta = titled;
export const handle = { words: stewardWords };

export async function loader({ request }: LoaderFunctionArgs) {
  await requireSteward(request);
  const t = await wordsFor(request);
  return {
    title: t('steward.settings.title'),
    unlisted: true,
    settings: await getSettings(db),
    saved: new URL(request.url).searchParams.get('saved'),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const self = await requireSteward(request);
  const submission = parseWithZod(await readForm(request), { schema: settingsInput });
  if (submission.status !== 'success') return data(submission.reply(), { status: 400 });
  const changed = await changeSettings(db, self, submission.value);
  if (!changed.ok && changed.reason === 'ownFactorFirst') {
    const fieldErrors = { organizersNeedSecondFactor: [changed.reason] };
    return data(submission.reply({ fieldErrors }), { status: 400 });
  }
  await readInstance();
  return redirect(`/steward/settings?saved=${anew()}`, 303);
}

const NUMBERS = ['minimumAge', 'inactiveMonths', 'invitationDays', 'logMonths'] as const;
const CREATORS = ['members', 'stewards'] as const;
const LANGUAGES = ['fr', 'en'] as const;

export default function Settings() {
  const { saved } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  return (
    <StewardPage title={t('steward.settings.title')} lead={t('steward.settings.lead')}>
      {saved && (
        <Notice kind="going" announced>
          {t('steward.settings.saved')}
        </Notice>
      )}
      <SettingsForm key={saved} />
    </StewardPage>
  );
}

function SettingsForm() {
  const { t } = useTranslation();
  const say = useProblems();
  const { settings } = useLoaderData<typeof loader>();
  const [form, fields] = useForm({
    id: 'settings',
    lastResult: useActionData<typeof action>(),
    defaultValue: {
      ...settings,
      organizersNeedSecondFactor: settings.organizersNeedSecondFactor ? 'on' : '',
    },
  });
  const number = (name: (typeof NUMBERS)[number]) => (
    <TextField
      label={t(`steward.settings.${name}`)}
      hint={t(`steward.settings.${name}Hint`)}
      error={say(fields[name].errors)}
      inputMode="numeric"
      {...getInputProps(fields[name], { type: 'text' })}
    />
  );
  return (
    <Form method="post" className="form" {...getFormProps(form)}>
      <FormErrors
        form={form}
        labels={Object.fromEntries(
          (['name', 'languages', 'communityCreators', 'organizersNeedSecondFactor', ...NUMBERS] as const).map(
            (name) => [name, t(`steward.settings.${name}`)],
          ),
        )}
      />
      <TextField
        label={t('steward.settings.name')}
        hint={t('steward.settings.nameHint')}
        error={say(fields.name.errors)}
        autoComplete="off"
        {...getInputProps(fields.name, { type: 'text' })}
      />
      <ChoiceGroup
        id={fields.languages.id}
        legend={t('steward.settings.languages')}
        hint={t('steward.settings.languagesHint')}
        error={say(fields.languages.errors)}
        row
      >
        {LANGUAGES.map((one) => (
          <Choice
            key={one}
            type="checkbox"
            name={fields.languages.name}
            value={one}
            defaultChecked={settings.languages.includes(one)}
            label={t(`steward.settings.${one}`)}
          />
        ))}
      </ChoiceGroup>
      <ChoiceGroup
        id={fields.communityCreators.id}
        legend={t('steward.settings.communityCreators')}
        error={say(fields.communityCreators.errors)}
      >
        {CREATORS.map((one) => (
          <Choice
            key={one}
            type="radio"
            name={fields.communityCreators.name}
            value={one}
            defaultChecked={settings.communityCreators === one}
            label={t(`steward.settings.${one}`)}
          />
        ))}
      </ChoiceGroup>
      {number('minimumAge')}
      <ChoiceGroup
        id={fields.organizersNeedSecondFactor.id}
        legend={t('steward.settings.security')}
        error={say(fields.organizersNeedSecondFactor.errors)}
      >
        <Choice
          type="checkbox"
          name={fields.organizersNeedSecondFactor.name}
          value="on"
          defaultChecked={settings.organizersNeedSecondFactor}
          label={t('steward.settings.organizersNeedSecondFactor')}
          hint={t('steward.settings.organizersNeedSecondFactorHint')}
        />
        {fields.organizersNeedSecondFactor.errors && (
          <Link to="/settings/security">{t('steward.settings.ownFactor')}</Link>
        )}
      </ChoiceGroup>
      {NUMBERS.slice(1).map(number)}
      <div className="btns">
        <Button kind="star">{t('steward.settings.submit')}</Button>
      </div>
    </Form>
  );
}
