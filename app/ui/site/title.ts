import type { MetaFunction } from '@remix-run/react';

interface Titled {
  title?: string;
  description?: string;
  /** Search engines need not know this page. */
  unlisted?: boolean;
  /** The address under which this part of the site has feeds and a calendar. */
  feeds?: string;
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
    ...feedLinks(matches.map((match) => (match.data as Titled | undefined)?.feeds).find(Boolean)),
    ...(unlisted ? [{ name: 'robots', content: 'noindex' }] : []),
  ];
};

const FEEDS = [
  ['application/atom+xml', 'feed.atom'],
  ['application/feed+json', 'feed.json'],
  ['text/calendar', 'calendar.ics'],
] as const;

const feedLinks = (under: string | undefined) =>
  under
    ? FEEDS.map(([type, name]) => ({ tagName: 'link', rel: 'alternate', type, href: `${under}/${name}` }))
    : [];
