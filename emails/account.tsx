import type { ReactNode } from 'react';
import { Button, Cell, Drawing, Layout, Opening, Words } from './layout';
import type { Writing } from './letter';
import { styles } from './style';

interface AccountLetterProps {
  writing: Writing;
  greeting: string;
  title: string;
  text: string;
  actions: { href: string; label: string; action?: boolean }[];
  note?: string;
  why: ReactNode;
}

/** A letter about an account: a headline, a sentence, a button. */
export function AccountLetter(props: AccountLetterProps) {
  const { writing, greeting, title, text, actions, note, why } = props;
  return (
    <Layout writing={writing} preview={text} why={why}>
      {writing.perch && <Drawing cid={writing.perch.cid} alt={writing.t('letters.perch.welcome')} />}
      <Cell padding="24px 32px 0">
        <Opening greeting={greeting} title={title} />
        <Words>{text}</Words>
        {actions.map(({ href, label, action }) => (
          <Button key={href} href={href} action={action}>
            {label}
          </Button>
        ))}
        {note && (
          <Words style={styles.note} tone="quiet">
            {note}
          </Words>
        )}
      </Cell>
    </Layout>
  );
}

/** The host of an instance, as people know it: what account letters are about. */
export const hostOf = ({ letterhead }: Pick<Writing, 'letterhead'>): string =>
  new URL(letterhead.appUrl).host;

/** Four birds and a free seat. */
export const WELCOME = { perch: { seed: 'perchoir', going: 4, room: true } };
