import { useTranslation } from 'react-i18next';
import { day } from '../../locales/dates';
import { ButtonLink } from '../kit/button';
import { useSite } from '../site/frame';
import type { ActFormProps } from './act-form';
import { ProofForm } from './proof-form';

interface PasskeysProps {
  passkeys: { id: string; name: string; createdAt: Date; lastUsedAt: Date | null }[];
  timezone: string;
  /** The one whose removal is being confirmed. */
  removing: string | null;
  /** Whether codes of an application prove who asks, beside the password. */
  hasCode: boolean;
  lastResult: ActFormProps['lastResult'];
}

/** A member's passkeys, each with the way to take it off. */
export function Passkeys({ passkeys, timezone, removing, hasCode, lastResult }: PasskeysProps) {
  const { t } = useTranslation();
  const { language } = useSite();
  const on = (at: Date) => ({ day: day(at, timezone, language) });
  const chosen = passkeys.find(({ id }) => id === removing);
  const nameOf = ({ name }: { name: string }) => name || t('security.passkeys.nameless');
  if (passkeys.length === 0)
    return <p className="mt-4 muted">{t('security.passkeys.count', { count: 0 })}</p>;
  return (
    <>
      <ul className="lines">
        {passkeys.map((passkey) => (
          <li key={passkey.id}>
            <span className="what">
              <b>{nameOf(passkey)}</b>
              <span className="small muted">
                {t('security.passkeys.made', on(passkey.createdAt))}{' '}
                {passkey.lastUsedAt && t('security.passkeys.used', on(passkey.lastUsedAt))}
              </span>
            </span>
            <ButtonLink
              size="s"
              to={`/settings/passkeys?${new URLSearchParams({ remove: passkey.id })}`}
              aria-label={t('security.passkeys.removeOne', { name: nameOf(passkey) })}
            >
              {t('security.passkeys.remove')}
            </ButtonLink>
          </li>
        ))}
      </ul>
      {chosen && (
        <section className="sec" aria-labelledby="removing-title">
          <h2 className="h2" id="removing-title">
            {t('security.passkeys.removeOne', { name: nameOf(chosen) })}
          </h2>
          <ProofForm
            act="remove"
            hasCode={hasCode}
            lastResult={lastResult}
            hidden={{ passkey: chosen.id }}
            submit={t('security.passkeys.removeNow')}
            kind="danger"
          />
        </section>
      )}
    </>
  );
}
