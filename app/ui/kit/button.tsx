import { Link, type LinkProps } from '@remix-run/react';
import { type ButtonHTMLAttributes, forwardRef } from 'react';
import { Icon, type IconName } from './icons';

/**
 * star: the one action of the page, amber, a single one per screen. dotted: "from afar".
 * danger: what cannot be undone. bare: an underlined word that does something.
 */
export type ButtonKind = 'star' | 'plain' | 'dotted' | 'bare' | 'danger';
export type ButtonSize = 'm' | 's';

export type ButtonLook = { kind?: ButtonKind; size?: ButtonSize; icon?: IconName; wide?: boolean };

function classesOf({ kind = 'plain', size = 'm', wide }: ButtonLook, more?: string): string {
  return ['btn', kind !== 'plain' && kind, size === 's' && 'sm', wide && 'w-full', more]
    .filter(Boolean)
    .join(' ');
}

export type ButtonProps = ButtonLook & ButtonHTMLAttributes<HTMLButtonElement>;

/** Submits its form unless given another type. */
export const Button = forwardRef<HTMLButtonElement, ButtonProps>(function Button(
  { kind, size, icon, wide, className, children, type = 'submit', ...rest },
  ref,
) {
  return (
    <button ref={ref} type={type} className={classesOf({ kind, size, wide }, className)} {...rest}>
      {icon && <Icon name={icon} small={size === 's'} />}
      {children}
    </button>
  );
});

export type ButtonLinkProps = ButtonLook & LinkProps;

export function ButtonLink({ kind, size, icon, wide, className, children, ...rest }: ButtonLinkProps) {
  return (
    <Link className={classesOf({ kind, size, wide }, className)} {...rest}>
      {icon && <Icon name={icon} small={size === 's'} />}
      {children}
    </Link>
  );
}

type IconButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & { icon: IconName; label: string };

export function IconButton({ icon, label, type = 'button', className = '', ...rest }: IconButtonProps) {
  return (
    <button type={type} className={`icbtn ${className}`} aria-label={label} title={label} {...rest}>
      <Icon name={icon} />
    </button>
  );
}

export function IconLink({
  icon,
  label,
  ...rest
}: Omit<LinkProps, 'children'> & { icon: IconName; label: string }) {
  return (
    <Link className="icbtn" aria-label={label} title={label} {...rest}>
      <Icon name={icon} />
    </Link>
  );
}
