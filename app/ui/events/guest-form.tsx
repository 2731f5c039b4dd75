import { getFormProps, getInputProps, type SubmissionResult, useForm } from '@conform-to/react';
import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { Answer, AnswerRefusal, SeenBy } from '../../domain/rsvps/rules';
import { Button } from '../kit/button';
import { Choice, ChoiceGroup, TextField } from '../kit/field';
import { Notice } from '../kit/notice';
import { FormErrors } from '../site/form';
import { useProblems } from '../site/problems';

const ANSWERS = ['going', 'remote', 'maybe', 'declined'] as const;
const SEEN_BY = ['everyone', 'going', 'organizers'] as const;

export interface GuestFormProps {
  lastResult?: SubmissionResult | null;
  refused?: AnswerRefusal;
  canGo: boolean;
  full: boolean;
  preselected: Answer | null;
}

type Typed = { name: string; email: string; answer: Answer; seenBy: SeenBy };

/** A name, an address and an answer: all there is between a stranger and the wire. */
export function GuestForm({ lastResult, refused, canGo, full, preselected }: GuestFormProps) {
  const { t } = useTranslation();
  const say = useProblems();
  const first = preselected && (preselected !== 'going' || canGo) ? preselected : canGo ? 'going' : 'remote';
  const [form, fields] = useForm<Typed>({
    id: 'guest',
    lastResult,
    defaultValue: { name: '', email: '', answer: first, seenBy: 'organizers' },
  });
  const { answer, seenBy } = fields;
  const hint = (one: Answer) => t(`guest.hints.${one === 'going' && full ? 'goingFull' : one}`);
  return (
    <Form method="post" className="form" {...getFormProps(form)}>
      <FormErrors
        form={form}
        labels={{
          answer: '',
          name: t('guest.name'),
          email: t('guest.email'),
          seenBy: t('guest.seenBy'),
        }}
      />
      {refused && (
        <Notice kind="danger" announced>
          {t(`answer.refused.${refused}`)}
        </Notice>
      )}
      <ChoiceGroup id={answer.id} legend={t('guest.answer')} error={say(answer.errors)}>
        {ANSWERS.map((one) => (
          <Choice
            key={one}
            type="radio"
            name="answer"
            value={one}
            defaultChecked={one === (answer.initialValue ?? first)}
            disabled={one === 'going' && !canGo}
            label={t(`answer.${one}`)}
            hint={hint(one)}
          />
        ))}
      </ChoiceGroup>
      <TextField
        label={t('guest.name')}
        hint={t('guest.nameHint')}
        error={say(fields.name.errors)}
        autoComplete="name"
        {...getInputProps(fields.name, { type: 'text' })}
      />
      <TextField
        label={t('guest.email')}
        hint={t('guest.emailHint')}
        error={say(fields.email.errors)}
        autoComplete="email"
        {...getInputProps(fields.email, { type: 'email' })}
      />
      <ChoiceGroup id={seenBy.id} legend={t('guest.seenBy')} error={say(seenBy.errors)}>
        {SEEN_BY.map((one) => (
          <Choice
            key={one}
            type="radio"
            name="seenBy"
            value={one}
            defaultChecked={one === (seenBy.initialValue ?? 'organizers')}
            label={t(`event.seen.${one}`)}
            hint={one === 'organizers' ? t('event.seen.silhouette') : undefined}
          />
        ))}
      </ChoiceGroup>
      <div className="btns">
        <Button kind="star">{t('guest.submit')}</Button>
      </div>
    </Form>
  );
}
