import type { ReactNode } from 'react';
import { greeting } from './event';
import { Button, Cell, Drawing, Layout, Opening, Typed, Words } from './layout';
import type { Writing } from './letter';
import { styles } from './style';

interface CommunityLetterProps {
  writing: Writing;
  name: string;
  title: string;
  text: string;
  /** What a person typed, as a quote. */
  quote?: string;
  more?: ReactNode;
  action?: { href: string; label: string };
  why: ReactNode;
}

/** A letter about what one is in a community: a headline, a sentence, somebody's own words, one button. */
export function CommunityLetter(props: CommunityLetterProps) {
  const { writing, name, title, text, quote, more, action, why } = props;
  const { t, perch } = writing;
  return (
    <Layout writing={writing} preview={text} why={why}>
      {perch && <Drawing cid={perch.cid} alt={t('letters.perch.welcome')} />}
      <Cell padding="24px 32px 0">
        <Opening greeting={greeting(name, writing)} title={title} />
        <Words>{text}</Words>
        {quote && (
          <Words style={{ ...styles.quote, margin: '0 0 16px' }}>
            <Typed text={t('letters.quote', { text: quote })} />
          </Words>
        )}
        {more}
        {action && (
          <Button href={action.href} action>
            {action.label}
          </Button>
        )}
      </Cell>
    </Layout>
  );
}
