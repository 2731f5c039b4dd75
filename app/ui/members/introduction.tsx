import { useTranslation } from 'react-i18next';
import { Bird } from '../kit/birds/bird';
import { Icon } from '../kit/icons';
import { photoUrl } from './photo';

export interface IntroductionProps {
  member: {
    handle: string;
    name: string;
    portrait: string | null;
    occupation: string | null;
    city: string | null;
    bio: string | null;
  };
  /** "Ici depuis mars 2027" */
  since: string;
  isMine: boolean;
}

/** Somebody on their wire: who they are, in the words they chose for this reader. */
export function Introduction({ member, since, isMine }: IntroductionProps) {
  const { t } = useTranslation();
  const { handle, name, portrait, occupation, city, bio } = member;
  return (
    <header>
      <div className="scene perched">
        <Bird key={handle} seed={handle} photoUrl={photoUrl(portrait, 'l')} size="xl" flip />
      </div>
      <h1 className="h1">{name === handle ? `@${handle}` : name}</h1>
      <p className="who-line muted">
        {name !== handle && <span className="tag">@{handle}</span>}
        {city && (
          <span>
            <Icon name="place" small /> {city}
          </span>
        )}
        <span>{since}</span>
      </p>
      {occupation && <p className="h3 occupation">{occupation}</p>}
      {bio ? (
        <p className="lead measure whitespace-pre-line">{bio}</p>
      ) : (
        isMine && <p className="lead muted measure">{t('member.noBioMine')}</p>
      )}
    </header>
  );
}
