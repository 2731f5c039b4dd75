import type { ButtonHTMLAttributes } from 'react';
import { Bird } from './birds/bird';

export type PillProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  /** who wrote the newest of them */
  seed?: string;
};

/** "3 nouveaux posts": they wait here, the page never jumps under its reader. */
export function Pill({ seed, type = 'button', className = '', children, ...rest }: PillProps) {
  return (
    <button type={type} className={`pill ${className}`} {...rest}>
      {seed !== undefined && <Bird seed={seed} size="s" />}
      {children}
    </button>
  );
}
