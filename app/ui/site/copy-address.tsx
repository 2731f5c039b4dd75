import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../kit/icons';

/** It needs a script, and is not there without: the address can be selected all the same. */
export function CopyAddress({ text }: { text: string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState<string | null>();
  useEffect(() => setCopied(navigator.clipboard ? null : undefined), []);
  if (copied === undefined) return null;
  const isCopied = copied === text;
  return (
    <>
      <button
        type="button"
        className="btn"
        onClick={() =>
          navigator.clipboard.writeText(text).then(
            () => setCopied(text),
            () => setCopied(undefined),
          )
        }
      >
        <Icon name={isCopied ? 'check' : 'link'} />
        {t('site.copyAddress')}
      </button>
      <span className="small muted" role="status">
        {isCopied && t('site.copied')}
      </span>
    </>
  );
}
