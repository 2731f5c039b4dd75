import { getFormProps, getTextareaProps, type SubmissionResult, useForm } from '@conform-to/react';
import { Form } from '@remix-run/react';
import { type MouseEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/kit/button';
import { Choice, ChoiceGroup, Field, Textarea } from '../../ui/kit/field';
import { useDraft } from '../../ui/site/draft';
import { DraftNote } from '../../ui/site/draft-note';
import { useEmptied } from '../../ui/site/emptied';
import { FormErrors } from '../../ui/site/form';
import { useProblems } from '../../ui/site/problems';
import { AddressesField } from './addresses-field';

interface InviteFormProps {
  eventId: string;
  slug: string;
  language: 'fr' | 'en';
  lastResult: SubmissionResult<string[]> | undefined;
  /** How many could be invited although others are broken. */
  good: number;
  /** The good ones were invited: only these lines stay, to be mended. */
  left: string | undefined;
}

/** Whom to invite, with which words, in which language; and a look at the letter. */
export function InviteForm({ eventId, slug, language, lastResult, good, left }: InviteFormProps) {
  const { t } = useTranslation();
  const say = useProblems();
  const [form, fields] = useForm<{ addresses: string; message: string; language: string }>({
    id: `invite-${eventId}`,
    lastResult,
    defaultValue: { addresses: '', message: '', language },
  });
  const draft = useDraft(form.id);
  const isSending = useEmptied(form.id, 'addresses', lastResult !== undefined);
  const letter = `/events/${slug}/letter`;
  const shown = useRef<HTMLDetailsElement>(null);
  const fill = () => {
    const filled = document.getElementById(form.id);
    if (filled instanceof HTMLFormElement) submitInto('letter', filled, letter);
  };
  const show = (event: MouseEvent<HTMLButtonElement>) => {
    if (!shown.current) return;
    event.preventDefault();
    // As it opens it fills by itself.
    if (shown.current.open) fill();
    shown.current.open = true;
    // Only its first line, and only as far as needed: the buttons stay where they are. A press on a page that
    // was scrolled a moment ago may be taken for one on the frame, and be lost in it.
    shown.current.firstElementChild?.scrollIntoView({ block: 'nearest' });
  };
  return (
    <section className="sec">
      <h2 className="h2">{t('hosting.invitations.form')}</h2>
      <div className="two">
        <Form method="post" encType="multipart/form-data" className="form" {...getFormProps(form)}>
          <FormErrors
            form={form}
            labels={{
              addresses: t('hosting.invitations.addresses'),
              message: t('hosting.invitations.message'),
              language: t('hosting.invitations.language'),
            }}
          />
          <AddressesField
            label={t('hosting.invitations.addresses')}
            hint={t('hosting.invitations.addressesHint')}
            error={say(fields.addresses.errors)}
            placeholder={t('hosting.invitations.addressesExample')}
            {...getTextareaProps(fields.addresses)}
            {...(left !== undefined && { defaultValue: left })}
            key={left ?? fields.addresses.key}
          />
          <Field
            id={fields.message.id}
            label={t('hosting.invitations.message')}
            hint={t('hosting.invitations.messageHint')}
            optional={t('site.optional')}
            error={say(fields.message.errors)}
          >
            <Textarea {...getTextareaProps(fields.message)} />
          </Field>
          <ChoiceGroup
            id={fields.language.id}
            legend={t('hosting.invitations.language')}
            hint={t('hosting.invitations.languageHint')}
            error={say(fields.language.errors)}
            row
          >
            {(['fr', 'en'] as const).map((one) => (
              <Choice
                key={one}
                type="radio"
                name={fields.language.name}
                value={one}
                defaultChecked={(fields.language.initialValue ?? language) === one}
                label={t(`hosting.invitations.${one}`)}
              />
            ))}
          </ChoiceGroup>
          <div className="btns">
            <Button kind="star" name="act" value="invite" disabled={isSending}>
              {t('hosting.invitations.submit')}
            </Button>
            {good > 0 && (
              <Button name="act" value="rest" disabled={isSending}>
                {t('hosting.invitations.rest', { count: good })}
              </Button>
            )}
            <Button formAction={letter} formTarget="letter" formNoValidate onClick={show}>
              {t('hosting.invitations.see')}
            </Button>
            <DraftNote draft={draft} />
          </div>
        </Form>
        <details
          className="sec beside"
          ref={shown}
          onToggle={({ currentTarget }) => currentTarget.open && fill()}
        >
          <summary className="h3">{t('hosting.invitations.letter')}</summary>
          <p className="small muted">{t('hosting.invitations.letterHint')}</p>
          <iframe className="letter" name="letter" title={t('hosting.invitations.letter')} sandbox="" />
        </details>
      </div>
    </section>
  );
}

/** Sends the form into the frame as the button says; Remix's Form knows no targets and would keep it for itself. */
function submitInto(frame: string, form: HTMLFormElement, letter: string) {
  const { action, target } = form;
  form.action = letter;
  form.target = frame;
  form.submit();
  form.action = action;
  form.target = target;
}
