import { getFormProps, getInputProps, type SubmissionResult, useForm } from '@conform-to/react';
import { Form } from '@remix-run/react';
import type { InputHTMLAttributes, ReactNode } from 'react';
import { Button, type ButtonKind } from '../kit/button';
import { TextField } from '../kit/field';
import { FormErrors } from '../site/form';
import { useProblems } from '../site/problems';

export interface ActField extends Pick<InputHTMLAttributes<HTMLInputElement>, 'autoComplete' | 'inputMode'> {
  name: string;
  label: string;
  hint?: ReactNode;
  type?: 'text' | 'password' | 'email';
  value?: string;
}

export interface ActFormProps {
  /** Which of a page's forms it is: sent along, and part of the fields' ids. */
  act: string;
  lastResult: SubmissionResult<string[]> | undefined;
  fields: ActField[];
  submit: string;
  kind?: ButtonKind;
  hidden?: Record<string, string>;
  /** Between the fields and the button. */
  children?: ReactNode;
}

/** A few fields and one button: the forms of the pages that guard an account. */
export function ActForm({ act, lastResult, fields, submit, kind, hidden = {}, children }: ActFormProps) {
  const say = useProblems();
  const [form, known] = useForm<Record<string, string>>({
    id: act,
    lastResult,
    defaultValue: Object.fromEntries(fields.map(({ name, value = '' }) => [name, value])),
  });
  return (
    <Form method="post" className="form" {...getFormProps(form)}>
      <FormErrors form={form} labels={Object.fromEntries(fields.map(({ name, label }) => [name, label]))} />
      <input type="hidden" name="act" value={act} />
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {fields.map(({ name, label, hint, type = 'text', value: _, ...input }) => {
        const field = known[name];
        if (!field) return null;
        const { key, ...ties } = getInputProps(field, { type });
        return (
          <TextField
            key={key}
            label={label}
            hint={hint}
            error={say(field.errors)}
            autoCapitalize="none"
            spellCheck={false}
            {...input}
            {...ties}
          />
        );
      })}
      {children}
      <div className="btns">
        <Button kind={kind}>{submit}</Button>
      </div>
    </Form>
  );
}
