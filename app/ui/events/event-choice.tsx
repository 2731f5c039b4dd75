import type { FieldMetadata } from '@conform-to/react';
import type { ReactNode } from 'react';
import { Choice, ChoiceGroup } from '../kit/field';
import { useProblems } from '../site/problems';

interface EventChoiceProps {
  field: FieldMetadata<string>;
  legend: ReactNode;
  hint?: ReactNode;
  /** The first is chosen where nothing was. */
  options: readonly { value: string; label: string; hint: string }[];
  row?: boolean;
}

/** One question of the event form with its answers, each explained. */
export function EventChoice({ field, legend, hint, options, row }: EventChoiceProps) {
  const say = useProblems();
  const chosen = options.find(({ value }) => value === field.initialValue) ?? options[0];
  return (
    <ChoiceGroup id={field.id} legend={legend} hint={hint} error={say(field.errors)} row={row}>
      {options.map((option) => (
        <Choice
          key={option.value}
          type="radio"
          name={field.name}
          value={option.value}
          defaultChecked={option === chosen}
          label={option.label}
          hint={option.hint}
        />
      ))}
    </ChoiceGroup>
  );
}
