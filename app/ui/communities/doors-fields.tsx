import { useTranslation } from 'react-i18next';
import { Choice, ChoiceGroup } from '../kit/field';

interface DoorsFieldsProps {
  admission: string;
  visibility: string;
}

/** How one comes in and who sees it, each choice with what it means. */
export function DoorsFields({ admission, visibility }: DoorsFieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      <ChoiceGroup id="admission" legend={t('keeping.doors.admission')}>
        {(['open', 'approval', 'invitation'] as const).map((one) => (
          <Choice
            key={one}
            type="radio"
            name="admission"
            value={one}
            defaultChecked={admission === one}
            label={t(`keeping.doors.${one}`)}
            hint={t(`keeping.doors.${one}Hint`)}
          />
        ))}
      </ChoiceGroup>
      <ChoiceGroup id="visibility" legend={t('keeping.doors.visibility')}>
        {(['public', 'hidden'] as const).map((one) => (
          <Choice
            key={one}
            type="radio"
            name="visibility"
            value={one}
            defaultChecked={visibility === one}
            label={t(`keeping.doors.${one}`)}
            hint={t(`keeping.doors.${one}Hint`)}
          />
        ))}
      </ChoiceGroup>
    </>
  );
}
