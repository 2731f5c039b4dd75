import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Answered } from '../../ui/kit/badge';
import { Button, ButtonLink } from '../../ui/kit/button';

interface JoiningProps {
  path: string;
  tag: string;
  isMember: boolean;
  canCall: boolean;
}

/** Coming in; then calling people together, for who may, and the way out. */
export function Joining({ path, tag, isMember, canCall }: JoiningProps) {
  const { t } = useTranslation();
  if (!isMember) {
    return (
      <Form method="post" action={`${path}/join`} className="dock beside">
        <div className="acts">
          <Button kind="star">{t('communities.join')}</Button>
        </div>
      </Form>
    );
  }
  return (
    <div className="belonging">
      <Answered>{t('communities.member')}</Answered>
      <Form method="post" action={`${path}/leave`}>
        <Button kind="bare" size="s">
          {t('communities.leave')}
        </Button>
      </Form>
      {canCall && (
        <ButtonLink kind="star" to={`/events/new?community=${encodeURIComponent(tag)}`}>
          {t('communities.callMeetup')}
        </ButtonLink>
      )}
    </div>
  );
}
