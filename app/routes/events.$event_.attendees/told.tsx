import { useTranslation } from 'react-i18next';
import { Notice } from '../../ui/kit/notice';

interface ToldProps {
  added: 'held' | 'waiting' | null;
  name: string;
  removed: boolean;
  written: boolean;
}

/** What just happened on this page. */
export function Told({ added, name, removed, written }: ToldProps) {
  const { t } = useTranslation();
  const said =
    (added && t(`hosting.attendees.add.${added}`, { name })) ||
    (removed && t('hosting.attendees.removedNow')) ||
    (written && t('hosting.attendees.write.written'));
  if (!said) return null;
  return (
    <Notice kind={added === 'waiting' ? 'info' : 'going'} announced>
      {said}
    </Notice>
  );
}
