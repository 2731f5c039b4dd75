import { getFormProps, getInputProps, useForm } from '@conform-to/react';
import { Form } from '@remix-run/react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../kit/button';
import { Choice, ErrorText, TextField } from '../kit/field';
import { FormErrors } from '../site/form';
import { useSite } from '../site/frame';
import { useProblems } from '../site/problems';
import { Doorstep } from './doorstep';

export type JoinFields = { handle: string; name: string; email: string; password: string; ofAge: string };
type LastResult = Parameters<typeof useForm<JoinFields>>[0]['lastResult'];

/** Only what can be a handle is drawn: the bird of half a word would be another one. */
const HANDLE = /^@?(\w{2,20})$/;

/** Everything an account needs, on one page; the bird appears as its handle is written. */
export function JoinForm({ lastResult, submit }: { lastResult: LastResult; submit: string }) {
  const { t } = useTranslation();
  const say = useProblems();
  const { instance } = useSite();
  const [form, fields] = useForm<JoinFields>({ id: 'join', lastResult });
  const [drawn, setDrawn] = useState(HANDLE.exec(fields.handle.initialValue ?? '')?.[1]);
  const watch = ({ target }: FormEvent<HTMLFormElement>) => {
    if (target instanceof HTMLInputElement && target.name === 'handle') {
      setDrawn(HANDLE.exec(target.value.trim())?.[1]);
    }
  };
  return (
    <Form method="post" className="form" {...getFormProps(form)} onInput={watch}>
      <FormErrors
        form={form}
        labels={{
          handle: t('account.join.handle'),
          name: t('account.join.name'),
          email: t('account.join.email'),
          password: t('account.join.password'),
          ofAge: '',
        }}
      />
      <ReadersZone />
      <TextField
        label={t('account.join.handle')}
        hint={t('account.join.handleHint')}
        error={say(fields.handle.errors)}
        autoComplete="nickname"
        autoCapitalize="none"
        spellCheck={false}
        {...getInputProps(fields.handle, { type: 'text' })}
      />
      <Doorstep handle={drawn} />
      <TextField
        label={t('account.join.name')}
        hint={t('account.join.nameHint')}
        error={say(fields.name.errors)}
        autoComplete="name"
        {...getInputProps(fields.name, { type: 'text' })}
      />
      <TextField
        label={t('account.join.email')}
        hint={t('account.join.emailHint')}
        error={say(fields.email.errors)}
        autoComplete="email"
        {...getInputProps(fields.email, { type: 'email' })}
      />
      <TextField
        label={t('account.join.password')}
        hint={t('account.join.passwordHint')}
        error={say(fields.password.errors)}
        autoComplete="new-password"
        {...getInputProps(fields.password, { type: 'password' })}
      />
      <div className="field">
        <div className="choices">
          <Choice
            label={t('account.join.ofAge', { age: instance.minimumAge })}
            {...getInputProps(fields.ofAge, { type: 'checkbox', value: 'on' })}
            type="checkbox"
          />
        </div>
        <ErrorText id={fields.ofAge.id}>{say(fields.ofAge.errors)}</ErrorText>
      </div>
      <div className="btns">
        <Button kind="star">{submit}</Button>
      </div>
    </Form>
  );
}

/** The browser knows its zone; without JavaScript the server takes Paris. */
function ReadersZone() {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (field.current) field.current.value = Intl.DateTimeFormat().resolvedOptions().timeZone;
  }, []);
  return <input ref={field} type="hidden" name="timezone" />;
}
