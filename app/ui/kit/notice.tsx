import type { ReactNode } from 'react';
import { Icon, type IconName } from './icons';

export type NoticeKind = 'info' | 'going' | 'danger';

const ICONS: Readonly<Record<NoticeKind, IconName>> = { info: 'info', going: 'check', danger: 'warning' };

export type NoticeProps = {
  kind?: NoticeKind;
  icon?: IconName;
  children: ReactNode;
  /** said aloud when it appears: for what just happened, not for what was there all along */
  announced?: boolean;
};

/** What just happened, or what one must know here. */
export function Notice({ kind = 'info', icon, children, announced }: NoticeProps) {
  const role = announced ? (kind === 'danger' ? 'alert' : 'status') : undefined;
  return (
    <div className={kind === 'info' ? 'notice' : `notice ${kind}`} role={role}>
      <Icon name={icon ?? ICONS[kind]} />
      <div>{children}</div>
    </div>
  );
}
