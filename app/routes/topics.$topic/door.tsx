import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/kit/button';
import { Choice, ChoiceGroup } from '../../ui/kit/field';
import { Notice } from '../../ui/kit/notice';
import { Frame } from '../../ui/site/frame';

export interface DoorProps {
  topic: {
    id: string;
    title: string;
    purpose: string;
    confidential: boolean;
    invited: boolean;
    promiseDue: boolean;
  };
  back: { to: string; label: string };
  count: number;
  /** It was sent without the promise. */
  missing: boolean;
}

/** Before one comes in: what it is about, and what is promised. */
export function Door({ topic, back, count, missing }: DoorProps) {
  const { t } = useTranslation();
  return (
    <Frame bar={{ back, title: topic.title }}>
      <header className="head">
        <h1 className="h1">{topic.title}</h1>
        {topic.purpose && <p className="lead measure whitespace-pre-line">{topic.purpose}</p>}
        <p className="muted">{t('topics.page.people', { count })}</p>
      </header>
      {topic.invited && <Notice>{t('topics.door.invited')}</Notice>}
      <Form method="post" className="form sec">
        {topic.confidential && (
          <ChoiceGroup
            id="promise"
            legend={t('topics.door.confidential')}
            hint={t('topics.door.confidentialText')}
            error={missing && t('topics.door.promiseFirst')}
          >
            <Choice type="checkbox" name="promise" required label={t('topics.door.promise')} />
          </ChoiceGroup>
        )}
        <div className="btns">
          <Button kind="star" name="intent" value="join">
            {t('topics.door.join')}
          </Button>
          {topic.invited && (
            <Button kind="bare" name="intent" value="leave" formNoValidate>
              {t('topics.door.decline')}
            </Button>
          )}
        </div>
      </Form>
    </Frame>
  );
}
