import type { LoaderFunctionArgs } from '@remix-run/node';
import { useTranslation } from 'react-i18next';
import { wordsFor } from '../locales/i18n.server';
import { peaceWords } from '../locales/parts/peace';
import { requireMember } from '../session.server';
import { ButtonLink } from '../ui/kit/button';
import { DoorstepPage } from '../ui/members/doorstep';
import { Frame } from '../ui/site/frame';
import { titled } from '../ui/site/title';

export const meta = titled;
export const handle = { words: peaceWords };

export async function loader({ request }: LoaderFunctionArgs) {
  await requireMember(request);
  const t = await wordsFor(request);
  return { title: t('peace.thanks.title'), unlisted: true };
}

/** What happens next, for who reported something. */
export default function Thanks() {
  const { t } = useTranslation();
  return (
    <Frame>
      <DoorstepPage title={t('peace.thanks.title')} lead={t('peace.thanks.text')}>
        <p className="measure muted">{t('peace.thanks.meanwhile')}</p>
        <div className="btns">
          <ButtonLink to="/settings/blocks">{t('peace.thanks.blocks')}</ButtonLink>
        </div>
      </DoorstepPage>
    </Frame>
  );
}
