import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { Icon, type IconName } from '../kit/icons';
import { Prose } from '../kit/prose';
import { Agenda, WireRow } from '../kit/row';
import { photoUrl } from '../members/photo';
import type { EventFacts } from './facts';

/** What will happen, and what is good to know. */
export function EventBody({ event }: { event: EventFacts }) {
  const { t } = useTranslation();
  const { descriptionHtml, agenda, hosts } = event;
  const notes = notesOn(event, t);
  return (
    <div className="event-body">
      <div>
        {descriptionHtml && (
          <section className="sec about">
            <h2 className="h2">{t('event.about')}</h2>
            <Prose html={descriptionHtml} />
          </section>
        )}
        {agenda.length > 0 && (
          <section className="sec measure">
            <h2 className="h2">{t('event.agenda', { context: event.evening ? undefined : 'day' })}</h2>
            <Agenda steps={agenda} />
          </section>
        )}
      </div>
      <aside>
        {notes.length > 0 && (
          <section className="sec">
            <h2 className="h2">{t('event.know')}</h2>
            <div className="stack">
              {notes.map(({ icon, text }) => (
                <div className="kv" key={text}>
                  <Icon name={icon} />
                  <p className="whitespace-pre-line">{text}</p>
                </div>
              ))}
            </div>
          </section>
        )}
        {hosts.length > 0 && (
          <section className="sec">
            <h2 className="h2">{t('event.hosts')}</h2>
            {hosts.map(({ handle, name, portrait }) => (
              <WireRow
                key={handle}
                to={`/@${handle}`}
                seed={handle}
                photoUrl={photoUrl(portrait)}
                title={name}
                detail={`@${handle}`}
              />
            ))}
          </section>
        )}
      </aside>
    </div>
  );
}

type Note = { icon: IconName; text: string };

function notesOn(event: EventFacts, t: TFunction): Note[] {
  const { accessNotes, deadline, visibility, phase, community } = event;
  const notes: Note[] = [];
  if (accessNotes) notes.push({ icon: 'steps', text: accessNotes });
  if (visibility === 'community' && community) {
    notes.push({ icon: 'people', text: t('event.forCommunity', { community: community.name }) });
  }
  if (visibility === 'link') notes.push({ icon: 'lock', text: t('event.byLink') });
  if (deadline && (phase === 'coming' || phase === 'on' || phase === 'draft')) {
    const key = deadline.passed ? 'event.deadlinePassed' : 'event.deadline';
    notes.push({ icon: 'clock', text: t(key, { date: deadline.date }) });
  }
  return notes;
}
