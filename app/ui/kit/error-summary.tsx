import { useEffect, useRef } from 'react';

export type SummedError = {
  message: string;
  /** the control or fieldset to go to; none for what concerns the whole form */
  fieldId?: string;
};

/** Everything to mend, at the top, with links. It takes the focus as it appears; without JavaScript it is the first thing read. */
export function ErrorSummary({ title, errors }: { title: string; errors: readonly SummedError[] }) {
  const summary = useRef<HTMLDivElement>(null);
  // what was refused, not the array's identity: a second refusal of the same form is announced again only if it differs
  const said = errors.map((error) => error.message).join('\n');
  useEffect(() => {
    if (said) summary.current?.focus();
  }, [said]);
  if (errors.length === 0) return null;
  return (
    <div ref={summary} className="summary" role="alert" tabIndex={-1}>
      <h2 className="h3">{title}</h2>
      <ul>
        {errors.map(({ message, fieldId }) => (
          <li key={`${fieldId} ${message}`}>{fieldId ? <a href={`#${fieldId}`}>{message}</a> : message}</li>
        ))}
      </ul>
    </div>
  );
}
