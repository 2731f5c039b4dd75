import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Badge } from '../../ui/kit/badge';
import { Bird } from '../../ui/kit/birds/bird';
import { Button } from '../../ui/kit/button';
import { photoUrl } from '../../ui/members/photo';
import type { Group, Person } from './groups.server';

interface AnswersProps {
  groups: readonly { name: Group; people: readonly Person[] }[];
  capacity: number | null;
  canRemove: boolean;
}

/** Everybody with an answer, by what it gives them. */
export function Answers({ groups, capacity, canRemove }: AnswersProps) {
  const { t } = useTranslation();
  return groups.map(({ name, people }) => (
    <section key={name} className="sec column" aria-labelledby={`group-${name}`}>
      <div className="headline">
        <h2 className="h2" id={`group-${name}`}>
          {t(`hosting.attendees.${name}`)}
        </h2>
        <p className="num muted">
          {name === 'held' && capacity !== null
            ? t('hosting.attendees.of', { held: people.length, capacity })
            : people.length}
        </p>
      </div>
      <ul className="ledger birds">
        {people.map((person) => (
          <Row key={person.id} person={person} canRemove={canRemove && name !== 'removed'} />
        ))}
      </ul>
    </section>
  ));
}

function Row({ person, canRemove }: { person: Person; canRemove: boolean }) {
  const { t } = useTranslation();
  const { id, email, handle, portrait, position, until, added } = person;
  const name = person.name || email;
  return (
    <li>
      <Bird seed={handle ?? id} photoUrl={photoUrl(portrait)} size="s" />
      <span className="what">
        <span>
          <b>{name}</b> {handle && <span className="small dim">@{handle}</span>}
        </span>
        <span className="small muted">{email}</span>
        {until && <span className="small muted">{t('hosting.attendees.until', until)}</span>}
        {added && <span className="small muted">{t('hosting.attendees.added')}</span>}
      </span>
      {position !== null && <Badge kind="waiting">{position}</Badge>}
      {canRemove && (
        <details className="removal">
          <summary aria-label={t('hosting.attendees.removeFor', { name })}>
            {t('hosting.attendees.remove')}
          </summary>
          <Form method="post" className="stack">
            <p className="small">{t('hosting.attendees.removeText', { name })}</p>
            <input type="hidden" name="rsvp" value={id} />
            <Button kind="danger" size="s" name="act" value="remove">
              {t('hosting.attendees.removeConfirm', { name })}
            </Button>
          </Form>
        </details>
      )}
    </li>
  );
}
