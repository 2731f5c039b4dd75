import { day } from '#app/locales/dates';
import { AccountLetter, hostOf } from '../account';
import { greeting } from '../event';
import type { Letter } from '../letter';
import type { LetterProps } from '../props';

export const exportReady: Letter<LetterProps['export-ready']> = {
  personal: ['name', 'dataUrl'],
  subject: (_, { t }) => t('letters.exportReady.subject'),
  body: ({ name, until, timezone, dataUrl }, writing) => {
    const { t, language } = writing;
    return (
      <AccountLetter
        writing={writing}
        greeting={greeting(name, writing)}
        title={t('letters.exportReady.title')}
        text={t('letters.exportReady.text', { date: day(until, timezone, language) })}
        actions={[{ href: dataUrl, label: t('letters.exportReady.button'), action: true }]}
        why={`${t('letters.exportReady.why', { host: hostOf(writing) })} ${t('letters.security')}`}
      />
    );
  },
};
