import { WELCOME } from '../account';
import { CommunityLetter } from '../community';
import { Words } from '../layout';
import type { Letter } from '../letter';
import type { LetterProps } from '../props';

export const rolesReceived: Letter<LetterProps['roles-received']> = {
  personal: ['name'],
  drawings: () => WELCOME,
  subject: ({ byName: by, community, roles }, { t }) =>
    t('letters.rolesReceived.subject', { by, community, count: roles.length }),
  body: ({ name, community, byName: by, roles, url }, writing) => {
    const { t } = writing;
    return (
      <CommunityLetter
        writing={writing}
        name={name}
        title={t('letters.rolesReceived.title', { count: roles.length })}
        text={t('letters.rolesReceived.text', { by, community, count: roles.length })}
        more={roles.map((role) => (
          <Words key={role}>
            <b>{t(`keeping.roles.${role}.label`)}</b>
            <br />
            {t(`keeping.roles.${role}.hint`)}
          </Words>
        ))}
        action={{ href: url, label: t('letters.rolesReceived.button') }}
        why={t('letters.rolesReceived.why', { community })}
      />
    );
  },
};
