import { type InputHTMLAttributes, useEffect, useState } from 'react';
import { Field, type FieldProps, Input } from './field';

export type PictureFieldProps = Omit<FieldProps, 'children'> &
  Omit<InputHTMLAttributes<HTMLInputElement>, 'type' | 'value' | 'defaultValue'> & {
    /** the most bytes the server takes, and what is said of a file with more */
    most: number;
    tooHeavy: string;
    /** shows the chosen picture at once; without it the page decides what to do with the file */
    onPicture?: (file: File | undefined) => void;
  };

/** A photo to bring along: it is shown at once, and one that is too heavy is said to be before it travels. */
export function PictureField(props: PictureFieldProps) {
  const { id, label, hint, error, optional, className, most, tooHeavy, onPicture, ...input } = props;
  const [file, setFile] = useState<File>();
  const heavy = file !== undefined && file.size > most;
  const take = (field: HTMLInputElement) => {
    const chosen = field.files?.[0];
    field.setCustomValidity(chosen && chosen.size > most ? tooHeavy : '');
    setFile(chosen);
    onPicture?.(chosen);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, for what was chosen before the page was alive
  useEffect(() => {
    const field = document.getElementById(id);
    if (field instanceof HTMLInputElement && field.files?.length) take(field);
  }, []);
  return (
    <Field
      id={id}
      label={label}
      hint={hint}
      error={heavy ? tooHeavy : error}
      optional={optional}
      className={className}
    >
      <Input {...input} type="file" onChange={(event) => take(event.currentTarget)} />
      {file && !heavy && !onPicture && <Shown file={file} />}
    </Field>
  );
}

function Shown({ file }: { file: File }) {
  const url = useObjectUrl(file);
  return url ? <img className="chosen" src={url} alt="" /> : null;
}

/** An address for a file of this browser's, for as long as it is shown. */
export function useObjectUrl(file: File | undefined): string | undefined {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    if (!file) return setUrl(undefined);
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return url;
}
