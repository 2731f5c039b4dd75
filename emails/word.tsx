import type { ReactNode } from 'react';
import { Button, Cell, Layout, Opening, Typed, Words } from './layout';
import type { Writing } from './letter';
import { styles } from './style';

interface WordLetterProps {
  writing: Writing;
  greeting: string;
  title: string;
  /** One paragraph each; empty ones are left out. */
  text: string[];
  /** What somebody typed, in guillemets of its own. */
  quote?: string;
  action?: { href: string; label: string };
  why: ReactNode;
}

/** A letter from those who look after a place: what happened, in words, what was said, what one can do. */
export function WordLetter({ writing, greeting, title, text, quote, action, why }: WordLetterProps) {
  const [first = '', ...others] = text.filter(Boolean);
  return (
    <Layout writing={writing} preview={first} why={why}>
      <Cell padding="28px 32px 0">
        <Opening greeting={greeting} title={title} />
        <Words>{first}</Words>
        {quote && (
          <Words style={{ ...styles.quote, margin: '0 0 16px' }}>
            <Typed text={quote} />
          </Words>
        )}
        {others.map((words) => (
          <Words key={words}>
            <Typed text={words} />
          </Words>
        ))}
        {action && (
          <Button href={action.href} action>
            {action.label}
          </Button>
        )}
      </Cell>
    </Layout>
  );
}
