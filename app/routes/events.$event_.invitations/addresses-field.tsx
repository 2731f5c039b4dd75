import { type TextareaHTMLAttributes, useDeferredValue, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readAddresses } from '../../domain/addresses/rules';
import { Field, type FieldError, Textarea } from '../../ui/kit/field';

type AddressesFieldProps = TextareaHTMLAttributes<HTMLTextAreaElement> & {
  id: string;
  label: string;
  hint: string;
  error?: FieldError;
};

/** A field for pasted addresses that says what was understood of them. */
export function AddressesField({ id, label, hint, error, ...textarea }: AddressesFieldProps) {
  const { t } = useTranslation();
  const [pasted, setPasted] = useState(String(textarea.defaultValue ?? ''));
  // Counting begins with JavaScript; before it there is nothing true to say.
  const [counts, setCounts] = useState(false);
  useEffect(() => setCounts(true), []);
  const latest = useDeferredValue(pasted);
  const { people, broken, duplicates } = useMemo(() => readAddresses(latest), [latest]);
  const understood = [
    t('hosting.invitations.understood', { count: people.length }),
    broken.length > 0 && t('hosting.invitations.broken', { count: broken.length }),
    duplicates > 0 && t('hosting.invitations.twice', { count: duplicates }),
  ].filter(Boolean);
  return (
    <>
      <Field id={id} label={label} hint={hint} error={error}>
        <Textarea
          {...textarea}
          rows={6}
          spellCheck={false}
          autoCapitalize="none"
          autoComplete="off"
          onChange={(event) => setPasted(event.target.value)}
        />
      </Field>
      <p className="small muted num" role="status">
        {counts && understood.join(', ')}
      </p>
    </>
  );
}
