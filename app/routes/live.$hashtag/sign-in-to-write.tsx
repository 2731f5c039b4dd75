import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../../ui/kit/button';
import { Dock } from '../../ui/kit/shell';

/** In its place for strangers: reading needs no account, writing does. */
export function SignInToWrite({ tag }: { tag: string }) {
  const { t } = useTranslation();
  const next = new URLSearchParams({ next: `/live/${encodeURIComponent(tag)}` });
  return (
    <Dock say={t('live.compose.stranger')}>
      <ButtonLink kind="star" to={`/login?${next}`}>
        {t('live.compose.signIn')}
      </ButtonLink>
      <ButtonLink to="/join">{t('site.join')}</ButtonLink>
    </Dock>
  );
}
