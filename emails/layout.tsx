import { Container, Head, Html, Img, Preview } from '@react-email/components';
import type { CSSProperties, ReactNode } from 'react';
import type { Writing } from './letter';
import type { EventFacts } from './mail';
import { SHEET, styles } from './style';

interface CellProps {
  padding: string;
  children: ReactNode;
}

/** A block of the paper. Outlook knows no padding but a table cell's. */
export function Cell({ padding, children }: CellProps) {
  return (
    <table role="presentation" width="100%" cellPadding={0} cellSpacing={0} border={0}>
      <tbody>
        <tr>
          <td className="pad" style={{ padding }}>
            {children}
          </td>
        </tr>
      </tbody>
    </table>
  );
}

interface WordsProps {
  style?: CSSProperties;
  tone?: 'ink' | 'quiet';
  children: ReactNode;
}

/** A paragraph. */
export function Words({ style = styles.text, tone = 'ink', children }: WordsProps) {
  return (
    <p className={tone} style={style}>
      {children}
    </p>
  );
}

/** The letter's first line and its headline. */
export function Opening({ greeting, title }: { greeting: string; title: string }) {
  return (
    <>
      <Words style={styles.greeting} tone="quiet">
        {greeting}
      </Words>
      <h1 className="ink title" style={styles.title}>
        {title}
      </h1>
    </>
  );
}

/** What somebody typed, its line breaks kept. */
export function Typed({ text }: { text: string }) {
  const lines = text.split('\n');
  return lines.map((line, at) => (
    <span key={at}>
      {line}
      {at < lines.length - 1 && <br />}
    </span>
  ));
}

interface ButtonProps {
  href: string;
  /** The letter's one action; the others are choices. */
  action?: boolean;
  children: string;
}

export function Button({ href, action = false, children }: ButtonProps) {
  return (
    <a
      className={action ? 'button' : 'button choice'}
      href={href}
      target="_blank"
      rel="noreferrer"
      style={action ? styles.action : styles.choice}
    >
      {children}
    </a>
  );
}

/** A link in running text; in the text part its address follows it. */
export function TextLink({ href, children }: { href: string; children: string }) {
  return (
    <a className="quiet" href={href} target="_blank" rel="noreferrer" style={styles.link}>
      {children}
    </a>
  );
}

interface StopLinkProps {
  href: string;
  /** Where a member chooses sort by sort. */
  choicesUrl?: string;
  writing: Writing;
}

/** How to have no more letters of this one's sort, on lines of their own; the page asks, and says what else can be chosen. */
export function StopLink({ href, choicesUrl, writing: { t, language } }: StopLinkProps) {
  return (
    <>
      <br />
      <TextLink href={`${href}?lng=${language}`}>{t('letters.stop')}</TextLink>
      {choicesUrl && (
        <>
          <br />
          <TextLink href={choicesUrl}>{t('letters.choose')}</TextLink>
        </>
      )}
    </>
  );
}

/** A drawing over the whole width of the paper. */
export function Drawing({ cid, alt }: { cid: string; alt: string }) {
  return <Img src={`cid:${cid}`} width="600" alt={alt} style={styles.picture} />;
}

interface LayoutProps {
  writing: Writing;
  /** What mailboxes show beside the subject. */
  preview: string;
  /** What it is about: its hashtag draws the cover, its community's stands beside the brand. */
  event?: Pick<EventFacts, 'hashtag' | 'communityHashtag'>;
  /** Why this letter came, and how to have no more of its sort. */
  why: ReactNode;
  children: ReactNode;
}

/** The paper every letter is written on. */
export function Layout({ writing, preview, event, why, children }: LayoutProps) {
  const { t, language, cover, letterhead } = writing;
  return (
    <Html lang={language} dir="ltr">
      <Head>
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <style>{SHEET}</style>
      </Head>
      {/* Not React Email's Body: its cell has the ground's colour and no class, and stays light at night. */}
      <body className="ground" style={styles.ground}>
        <table role="presentation" width="100%" cellPadding={0} cellSpacing={0} border={0}>
          <tbody>
            <tr>
              <td className="ground" style={styles.ground}>
                <Preview>{preview}</Preview>
                <Container className="paper" style={styles.paper}>
                  <Cell padding="20px 32px 12px">
                    <p style={styles.brand}>
                      <span className="ink">{letterhead.name ?? t('letters.brand')}</span>
                      {event && (
                        <span className="quiet" style={styles.tag}>
                          {` #${event.communityHashtag}`}
                        </span>
                      )}
                    </p>
                  </Cell>
                  {event && cover && (
                    <Drawing cid={cover.cid} alt={t('letters.cover', { hashtag: event.hashtag })} />
                  )}
                  {children}
                  <Cell padding="28px 32px 36px">
                    <p className="quiet dots" style={styles.why}>
                      {why}
                    </p>
                  </Cell>
                </Container>
              </td>
            </tr>
          </tbody>
        </table>
      </body>
    </Html>
  );
}
