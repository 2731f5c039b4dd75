import { useTranslation } from 'react-i18next';
import type { TopicCard } from '../../domain/topics/queries.server';
import { day } from '../../locales/dates';
import type { Language } from '../../locales/i18n';
import { Badge } from '../kit/badge';
import { WireRow } from '../kit/row';

/** Topics, each on its wire: what waits there is said on its right. */
export function TopicRows({
  topics,
  zone,
  isNamed,
}: {
  topics: readonly TopicCard[];
  zone: string;
  isNamed: boolean;
}) {
  const { t, i18n } = useTranslation();
  const detailOf = ({ community, confidential, endsAt }: TopicCard) =>
    [
      isNamed && (community ? `#${community.name}` : t('topics.list.among')),
      confidential && t('topics.list.confidential'),
      endsAt && t('topics.list.ends', { day: day(new Date(endsAt), zone, i18n.language as Language) }),
    ]
      .filter(Boolean)
      .join(', ');
  return (
    <ul>
      {topics.map((topic) => (
        <li key={topic.id}>
          <WireRow
            to={`/topics/${topic.id}`}
            seed={topic.id}
            title={topic.title}
            detail={detailOf(topic)}
            aside={
              (topic.unread ?? 0) > 0 && (
                <Badge kind="going">
                  <span aria-hidden="true">{topic.unread}</span>
                  <span className="vh">{t('topics.list.unread', { count: topic.unread ?? 0 })}</span>
                </Badge>
              )
            }
          />
        </li>
      ))}
    </ul>
  );
}
