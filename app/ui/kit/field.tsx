import {
  createContext,
  forwardRef,
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
  useContext,
} from 'react';
import { Icon } from './icons';

/** What a control takes from the Field around it. Ids are conform's own: `x-error`, `x-description`. */
type FieldTies = { id: string; describedBy?: string; invalid: boolean };

const FieldContext = createContext<FieldTies | null>(null);

function tiesOf(id: string, hint: ReactNode, error: ReactNode): FieldTies {
  const described = [hint && `${id}-description`, error && `${id}-error`].filter(Boolean).join(' ');
  return { id, describedBy: described || undefined, invalid: Boolean(error) };
}

/** conform gives a list of errors, a plain action a single one. */
export type FieldError = ReactNode | readonly string[];

function firstOf(error: FieldError): ReactNode {
  return Array.isArray(error) ? error[0] : (error as ReactNode);
}

export type FieldProps = {
  /** the control's id */
  id: string;
  label: ReactNode;
  hint?: ReactNode;
  error?: FieldError;
  /** "facultatif": said only where a field may be left empty */
  optional?: string;
  children: ReactNode;
  className?: string;
};

/** Label above, hint under it, control, error beside it. The control inside finds its id and descriptions by itself. */
export function Field({ id, label, hint, error, optional, children, className = '' }: FieldProps) {
  const message = firstOf(error);
  return (
    <div className={`field ${message ? 'bad' : ''} ${className}`}>
      <label htmlFor={id}>
        {label}
        {optional && <span className="opt"> {optional}</span>}
      </label>
      <Hint id={id}>{hint}</Hint>
      <FieldContext.Provider value={tiesOf(id, hint, message)}>{children}</FieldContext.Provider>
      <ErrorText id={id}>{message}</ErrorText>
    </div>
  );
}

function Hint({ id, children }: { id: string; children: ReactNode }) {
  if (!children) return null;
  return (
    <p className="hint" id={`${id}-description`}>
      {children}
    </p>
  );
}

export function ErrorText({ id, children }: { id: string; children: ReactNode }) {
  if (!children) return null;
  return (
    <p className="err" id={`${id}-error`}>
      <Icon name="warning" small />
      <span>{children}</span>
    </p>
  );
}

function useTies() {
  const ties = useContext(FieldContext);
  if (!ties) return {};
  return {
    id: ties.id,
    'aria-describedby': ties.describedBy,
    'aria-invalid': ties.invalid || undefined,
  } as const;
}

export const Input = forwardRef<HTMLInputElement, InputHTMLAttributes<HTMLInputElement>>(
  function Input(props, ref) {
    return <input ref={ref} {...props} {...useTies()} />;
  },
);

export const Textarea = forwardRef<HTMLTextAreaElement, TextareaHTMLAttributes<HTMLTextAreaElement>>(
  function Textarea({ rows = 4, ...props }, ref) {
    return <textarea ref={ref} rows={rows} {...props} {...useTies()} />;
  },
);

export const Select = forwardRef<HTMLSelectElement, SelectHTMLAttributes<HTMLSelectElement>>(function Select(
  { children, ...props },
  ref,
) {
  return (
    <span className="select">
      <select ref={ref} {...props} {...useTies()}>
        {children}
      </select>
      <Icon name="down" small />
    </span>
  );
});

export type TextFieldProps = Omit<FieldProps, 'children'> & InputHTMLAttributes<HTMLInputElement>;

/** The usual case: a Field and its Input in one. */
export function TextField({ id, label, hint, error, optional, className, ...input }: TextFieldProps) {
  return (
    <Field id={id} label={label} hint={hint} error={error} optional={optional} className={className}>
      <Input {...input} />
    </Field>
  );
}

export type ChoiceGroupProps = {
  /** the fieldset's id; the error summary links to it */
  id: string;
  legend: ReactNode;
  hint?: ReactNode;
  error?: FieldError;
  /** side by side where there is room */
  row?: boolean;
  children: ReactNode;
};

/** Radio buttons or check boxes that are one question. */
export function ChoiceGroup({ id, legend, hint, error, row, children }: ChoiceGroupProps) {
  const message = firstOf(error);
  const ties = tiesOf(id, hint, message);
  return (
    <fieldset
      id={id}
      className={message ? 'field bad' : 'field'}
      aria-describedby={ties.describedBy}
      tabIndex={-1}
    >
      <legend>{legend}</legend>
      <Hint id={id}>{hint}</Hint>
      <div className={row ? 'choices in-row' : 'choices'}>{children}</div>
      <ErrorText id={id}>{message}</ErrorText>
    </fieldset>
  );
}

export type ChoiceProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'type'> & {
  type: 'radio' | 'checkbox';
  label: ReactNode;
  hint?: ReactNode;
};

/** One answer, as a card whose whole surface is the target. */
export function Choice({ label, hint, ...input }: ChoiceProps) {
  return (
    <label className="choice">
      <input {...input} />
      <span>
        <b>{label}</b>
        {hint && <small>{hint}</small>}
      </span>
    </label>
  );
}
