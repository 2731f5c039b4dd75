import { type FieldMetadata, getSelectProps } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import { ErrorText } from '../kit/field';
import { Icon } from '../kit/icons';
import { useProblems } from '../site/problems';

const AUDIENCES = ['everyone', 'communities', 'nobody'] as const;

/** Whom a field is for, right under it, in words. */
export function SeenBySelect({ meta, of }: { meta: FieldMetadata<string>; of: string }) {
  const { t } = useTranslation();
  const say = useProblems();
  const { key, ...props } = getSelectProps(meta);
  return (
    <div className="seen-by">
      <label>
        <Icon name="eye" small />
        <span className="vh">{t('profile.seenBy.of', { field: of })}</span>
        <select key={key} {...props}>
          {AUDIENCES.map((audience) => (
            <option key={audience} value={audience}>
              {t(`profile.seenBy.${audience}`)}
            </option>
          ))}
        </select>
        <Icon name="down" small />
      </label>
      <ErrorText id={meta.id}>{say(meta.errors)}</ErrorText>
    </div>
  );
}
