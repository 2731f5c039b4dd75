import { getInputProps, getSelectProps } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import { HashtagField } from '../hashtags/hashtag-field';
import { Field, Select, TextField } from '../kit/field';
import { useProblems } from '../site/problems';
import { EventWhen } from './event-when';
import { EventWhere } from './event-where';
import { EventStory, EventWhom } from './event-whom';
import type { EventFormFields } from './use-event-form';

export interface EventFieldsProps {
  fields: EventFormFields;
  /** Where the member may call meetups; one that cannot change is stated, not asked. */
  communities: readonly { tag: string; name: string }[];
  zones: readonly string[];
}

/** Everything an event's form asks, for a new one and for one that is there. */
export function EventFields({ fields, communities, zones }: EventFieldsProps) {
  const { t } = useTranslation();
  const say = useProblems();
  const [only] = communities;
  return (
    <>
      <TextField
        label={t('eventForm.title')}
        error={say(fields.title.errors)}
        autoComplete="off"
        {...getInputProps(fields.title, { type: 'text' })}
      />
      <HashtagField
        label={t('eventForm.hashtag')}
        hint={t('eventForm.hashtagHint')}
        error={say(fields.hashtag.errors)}
        {...getInputProps(fields.hashtag, { type: 'text' })}
      />
      {communities.length === 1 && only ? (
        <p className="small muted">
          <input type="hidden" name={fields.community.name} value={only.tag} />
          {t('eventForm.inWhich', { tag: `#${only.name}` })}
        </p>
      ) : (
        <Field
          id={fields.community.id}
          label={t('eventForm.community')}
          hint={t('eventForm.communityHint')}
          error={say(fields.community.errors)}
        >
          <Select {...getSelectProps(fields.community)}>
            {communities.map(({ tag, name }) => (
              <option key={tag} value={tag}>
                {`#${name}`}
              </option>
            ))}
          </Select>
        </Field>
      )}
      <EventWhen fields={fields} zones={zones} />
      <EventWhere fields={fields} />
      <EventWhom fields={fields} />
      <EventStory fields={fields} />
    </>
  );
}
