import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Act } from '../../domain/acts/rules';
import type { Role } from '../../domain/communities/rules';

export interface ShownAct {
  id: string;
  at: string;
  kind: Act;
  actor: string | null;
  subject: string | null;
  details: Record<string, unknown>;
  day: string;
  hour: string;
}

/** What somebody did, as a sentence of the part `keeping`. */
export function sayAct(
  t: TFunction,
  { kind, actor, subject, details }: Omit<ShownAct, 'id' | 'at' | 'day' | 'hour'>,
) {
  const called = (handle: string | null) => (handle ? `@${handle}` : t('acts.someone'));
  const roles = Array.isArray(details.roles) ? (details.roles as Role[]) : [];
  return t(`acts.${kind}`, {
    ...details,
    roles: roles.map((role) => t(`community.roles.${role}`)).join(', ') || t('community.noHats'),
    actor: called(actor),
    subject: called(subject),
  });
}

/** The lines of an audit log, under their days. */
export function ActLines({ acts }: { acts: readonly ShownAct[] }) {
  const { t } = useTranslation();
  return (
    <ul className="ledger">
      {acts.map((act) => (
        <li key={act.id}>
          <span className="what">
            <span>{sayAct(t, act)}</span>
            <time className="small muted num" dateTime={act.at}>
              {act.day}, {act.hour}
            </time>
          </span>
        </li>
      ))}
    </ul>
  );
}
