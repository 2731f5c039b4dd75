import { whole } from '#app/locales/dates';
import { eventDrawings, greeting, News, ownPage, WhyAnswered } from '../event';
import { Words } from '../layout';
import type { Letter, Writing } from '../letter';
import type { LetterProps, ToldChange } from '../props';
import { styles } from '../style';

type Props = LetterProps['event-changed'];

/** One change: what is true now, and what was. */
function told(
  change: ToldChange,
  { event }: Props,
  { t, language }: Writing,
): [now: string, before?: string] {
  switch (change.what) {
    case 'title':
      return [t('letters.eventChanged.titleLine', { after: change.after }), change.before];
    case 'time':
      return [
        t('letters.eventChanged.timeLine', { after: whole(event, language) }),
        change.before && whole(change.before, language),
      ];
    case 'place':
      return [t('letters.eventChanged.placeLine', { after: change.after }), change.before];
    case 'online':
      return [t('letters.eventChanged.onlineLine')];
  }
}

export const eventChanged: Letter<Props> = {
  personal: ['name', 'changeUrl'],
  drawings: ({ event }) => eventDrawings(event),
  subject: ({ event }, { t }) => t('letters.eventChanged.subject', { title: event.title }),
  calendar: ({ event, standing, changeUrl }) => ({ method: 'REQUEST', standing, event, changeUrl }),
  body: (props, writing) => {
    const { name, event, changes, standing, changeUrl } = props;
    const { t } = writing;
    const silent = standing === 'invited';
    const label = silent ? t('letters.pages.answer') : t('letters.pages.change');
    const lines = changes.map((change) => told(change, props, writing));
    return (
      <News
        event={event}
        writing={writing}
        greeting={greeting(name, writing)}
        title={t('letters.eventChanged.title')}
        preview={lines.map(([now]) => now).join(' ')}
        actions={[{ href: ownPage(changeUrl, writing), label, action: true }]}
        why={
          silent ? (
            t('letters.announcement.why', { title: event.title })
          ) : (
            <WhyAnswered event={event} changeUrl={changeUrl} writing={writing} />
          )
        }
      >
        {lines.map(([now, before]) => (
          <Words key={now} style={styles.strong}>
            {now}
            {before && (
              <span className="quiet" style={styles.before}>
                <br />
                {t('letters.eventChanged.before', { before })}
              </span>
            )}
          </Words>
        ))}
        <Words>{silent ? t('letters.eventChanged.textInvited') : t('letters.eventChanged.text')}</Words>
      </News>
    );
  },
};
