import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink } from '../kit/button';

/** Ten codes, shown once: to be copied, downloaded, printed or written down. */
export function RecoveryCodes({ codes, host }: { codes: string[]; host: string }) {
  const { t } = useTranslation();
  const [isScripted, setScripted] = useState(false);
  const [isCopied, setCopied] = useState(false);
  useEffect(() => setScripted(true), []);
  const text = `${t('security.recovery.file', { host })}\n\n${codes.join('\n')}\n`;
  const copy = async () => {
    await navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <>
      <ol className="codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <div className="btns">
        {isScripted && (
          <>
            <Button type="button" onClick={copy}>
              {t('security.recovery.copy')}
            </Button>
            <a
              className="btn"
              href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}
              download="perchoir.txt"
            >
              {t('security.recovery.download')}
            </a>
            <Button type="button" onClick={() => window.print()}>
              {t('security.recovery.print')}
            </Button>
          </>
        )}
        <ButtonLink kind="star" to="/settings/security">
          {t('security.recovery.kept')}
        </ButtonLink>
      </div>
      <p role="status">{isCopied && t('security.recovery.copied')}</p>
    </>
  );
}
