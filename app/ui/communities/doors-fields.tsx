import { useTranslation } from 'react-i18next';
import { Choice, ChoiceGroup } from '../kit/field';

interface DoorsFieldsProps {
  admission: string;
  visibility: string;
  /** Asks whether a hidden community is to be made public; `id` as the form's errors link to it. */
  opening?: { id: string; error?: string; ticked: boolean } | null;
}

/** How one comes in and who sees it, each choice with what it means. */
export function DoorsFields({ admission, visibility, opening }: DoorsFieldsProps) {
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
      {opening && (
        <ChoiceGroup id={opening.id} legend={t('keeping.doors.openingHeading')} error={opening.error}>
          <Choice
            type="checkbox"
            name="sure"
            defaultChecked={opening.ticked}
            label={t('keeping.doors.opening')}
            hint={t('keeping.doors.openingHint')}
          />
        </ChoiceGroup>
      )}
    </>
  );
}
