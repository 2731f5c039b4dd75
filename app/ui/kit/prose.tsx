import type { ReactNode } from 'react';

type ProseProps = { lang?: string } & (
  | { html: string; children?: never }
  | { children: ReactNode; html?: never }
);

/** What people wrote in Markdown. `html` must have been sanitised on the server. */
export function Prose({ html, children, lang }: ProseProps) {
  if (html === undefined) {
    return (
      <div className="prose" lang={lang}>
        {children}
      </div>
    );
  }
  return <div className="prose" lang={lang} dangerouslySetInnerHTML={{ __html: html }} />;
}
