import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../kit/button';
import { DoorstepPage } from '../members/doorstep';
import { Frame } from '../site/frame';

/** The page of a link that no longer leads anywhere, and where to go from there. */
export function ClosedPage({ title, children }: { title: string; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <Frame>
      <DoorstepPage title={title} lead={children}>
        <div className="btns">
          <ButtonLink kind="star" to="/events">
            {t('eventList.all')}
          </ButtonLink>
        </div>
      </DoorstepPage>
    </Frame>
  );
}
