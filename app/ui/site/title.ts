import type { MetaFunction } from '@remix-run/react';

interface Titled {
  title?: string;
  description?: string;
  /** Search engines need not know this page. */
  unlisted?: boolean;
}

/** The `meta` of every route: its loader gives the title, in the reader's language. */
export const titled: MetaFunction = ({ data, matches }) => {
  const { title, description, unlisted } = (data ?? {}) as Titled;
  const root = matches.find(({ id }) => id === 'root')?.data as { instance?: { name: string } } | undefined;
  const name = root?.instance?.name ?? 'Perchoir';
  return [
    { title: title ? `${title} · ${name}` : name },
    ...(description
      ? [
          { name: 'description', content: description },
          { property: 'og:description', content: description },
        ]
      : []),
    ...(title ? [{ property: 'og:title', content: title }] : []),
    ...(unlisted ? [{ name: 'robots', content: 'noindex' }] : []),
  ];
};
