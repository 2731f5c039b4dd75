import { useTranslation } from 'react-i18next';
import { Button } from '../kit/button';
import type { Draft } from './draft';

/** Says what became of what was typed: « Brouillon gardé ». Empty until there is something to say. */
export function DraftNote({ draft: { state, forget } }: { draft: Draft }) {
  const { t } = useTranslation();
  return (
    <p className="small muted" role="status">
      {state === 'kept' && t('site.draftKept')}
      {state === 'restored' && (
        <>
          {t('draft.restored')}{' '}
          <Button type="button" kind="bare" size="s" onClick={forget}>
            {t('draft.restart')}
          </Button>
        </>
      )}
    </p>
  );
}
