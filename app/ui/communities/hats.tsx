import { useTranslation } from 'react-i18next';
import type { Role } from '../../domain/communities/rules';
import { Badge } from '../kit/badge';

/** The roles a person wears, in words. */
export function Hats({ roles }: { roles: readonly Role[] }) {
  const { t } = useTranslation();
  if (roles.length === 0) return null;
  return (
    <span className="hats">
      {roles.map((role) => (
        <Badge key={role}>{t(`community.roles.${role}`)}</Badge>
      ))}
    </span>
  );
}
