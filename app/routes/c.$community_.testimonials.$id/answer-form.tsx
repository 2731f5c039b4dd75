import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/kit/button';
import { Field, Textarea } from '../../ui/kit/field';
import { useProblems } from '../../ui/site/problems';

interface AnswerFormProps {
  author: string;
  refused: { problem: string; field: string; typed: string } | undefined;
}

/** What moderators answer to who offered a text: yes, or not yet and why. */
export function AnswerForm({ author, refused }: AnswerFormProps) {
  const { t } = useTranslation();
  const say = useProblems();
  const problem = refused?.field === 'word' ? refused : undefined;
  return (
    <section className="sec" aria-labelledby="answer">
      <h2 className="h2" id="answer">
        {t('testimonials.answer.title')}
      </h2>
      <p className="muted measure">{t('testimonials.answer.lead', { author })}</p>
      <Form method="post" className="form">
        <Field
          id="word"
          label={t('testimonials.answer.word')}
          hint={t('testimonials.answer.wordHint')}
          error={say(problem?.problem)}
        >
          <Textarea name="word" rows={3} maxLength={1000} defaultValue={problem?.typed} />
        </Field>
        <div className="btns">
          <Button kind="star" name="act" value="publish">
            {t('testimonials.answer.publish')}
          </Button>
          <Button name="act" value="return">
            {t('testimonials.answer.return')}
          </Button>
        </div>
      </Form>
    </section>
  );
}
