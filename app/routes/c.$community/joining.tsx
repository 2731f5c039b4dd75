import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Answered } from '../../ui/kit/badge';
import { Button, ButtonLink } from '../../ui/kit/button';

/** How somebody who is no member may come in, or why not. */
export type Way = 'join' | 'ask' | 'invitation' | 'waiting' | 'banned';

interface JoiningProps {
  path: string;
  tag: string;
  isMember: boolean;
  canCall: boolean;
  way: Way;
  follows: boolean;
  /** Looks after the door. */
  keeps: boolean;
  hasHats: boolean;
}

/** Coming in, or following from outside; then calling people together, for who may, and the way out. */
export function Joining(props: JoiningProps) {
  const { path, tag, isMember, canCall, keeps, hasHats } = props;
  const { t } = useTranslation();
  if (!isMember) return <AtTheDoor {...props} />;
  return (
    <div className="belonging">
      <div className="btns">
        <Answered>{t('communities.member')}</Answered>
        <ButtonLink kind="bare" size="s" to={`${path}/leave`}>
          {t('communities.leave')}
        </ButtonLink>
      </div>
      {(canCall || keeps || hasHats) && (
        <div className="btns">
          {canCall && (
            <ButtonLink kind="star" to={`/events/new?community=${encodeURIComponent(tag)}`}>
              {t('communities.callMeetup')}
            </ButtonLink>
          )}
          {keeps && <ButtonLink to={`${path}/requests`}>{t('communities.door.look')}</ButtonLink>}
          {hasHats && (
            <ButtonLink kind="bare" size="s" to={`${path}/hats`}>
              {t('communities.door.hats')}
            </ButtonLink>
          )}
        </div>
      )}
    </div>
  );
}

function AtTheDoor({ path, way, follows }: JoiningProps) {
  const { t } = useTranslation();
  if (way === 'banned') return <p className="belonging muted measure">{t('communities.door.bannedHere')}</p>;
  return (
    <div className="dock beside">
      {way === 'invitation' && <p className="small muted">{t('communities.door.byInvitation')}</p>}
      {way === 'waiting' && <p className="small muted">{t('communities.door.waiting')}</p>}
      <Form method="post" action={`${path}/follow`} className="acts">
        {(way === 'join' || way === 'ask') && (
          <ButtonLink kind="star" to={`${path}/join`}>
            {t(way === 'join' ? 'communities.join' : 'communities.door.askToJoin')}
          </ButtonLink>
        )}
        {way === 'waiting' && (
          <Button name="act" value="withdraw">
            {t('communities.door.withdraw')}
          </Button>
        )}
        <Button name="act" value={follows ? 'unfollow' : 'follow'}>
          {t(follows ? 'communities.door.unfollow' : 'communities.door.follow')}
        </Button>
      </Form>
    </div>
  );
}
