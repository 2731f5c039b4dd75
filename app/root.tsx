import { type LinksFunction, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import {
  isRouteErrorResponse,
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useRouteError,
  useRouteLoaderData,
} from '@remix-run/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { origin } from './config.server';
import { referenceOf } from './http/request-context.server';
import { readInstance } from './instance.server';
import { languageOf } from './locales/i18n.server';
import { useNonce } from './nonce';
import { leavingOf, viewerOf } from './session.server';
import stylesheet from './styles/app.css?url';
import { preloadedFonts } from './styles/fonts';
import { BirdSprite } from './ui/kit/birds/bird';
import { Button, ButtonLink } from './ui/kit/button';
import { CutWire } from './ui/kit/cut-wire';
import { useFollowing } from './ui/kit/link';
import { Frame } from './ui/site/frame';
import { Offline } from './ui/site/offline';
import { readUnread } from './unread.server';

export const links: LinksFunction = () => [
  ...preloadedFonts.map((href) => ({
    rel: 'preload',
    href,
    as: 'font' as const,
    type: 'font/woff2',
    crossOrigin: 'anonymous' as const,
  })),
  { rel: 'stylesheet', href: stylesheet },
  { rel: 'icon', href: '/favicon.svg', type: 'image/svg+xml' },
  { rel: 'apple-touch-icon', href: '/apple-touch-icon.png' },
  { rel: 'manifest', href: '/site.webmanifest' },
];

/** Where who signs in within their days of grace may be before they have said whether they come back. */
const WHILE_LEAVING = /^\/settings\/(back|leave\/done)(\.data)?$/;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { member } = await viewerOf(request);
  if (!member && (await leavingOf(request)) && !WHILE_LEAVING.test(new URL(request.url).pathname))
    throw redirect('/settings/back');
  return {
    instance: await readInstance(),
    language: await languageOf(request),
    origin: origin(),
    reference: referenceOf(context) ?? null,
    me: member && {
      handle: member.handle,
      name: member.name,
      publicName: member.publicName,
      portrait: member.portrait,
      timezone: member.timezone,
      steward: member.steward,
      trusted: member.trusted,
      unread: await readUnread(member),
    },
  };
}

/** The five places and the reader change only with an act, not with every step; what waits, with each topic that was read. */
export const shouldRevalidate = ({ formMethod, currentUrl }: { formMethod?: string; currentUrl: URL }) =>
  (formMethod !== undefined && formMethod !== 'GET') || currentUrl.pathname.startsWith('/topics/');

export function Layout({ children }: { children: ReactNode }) {
  const site = useRouteLoaderData<typeof loader>('root');
  const nonce = useNonce();
  const { i18n } = useTranslation();
  return (
    <html lang={site?.language ?? i18n.language}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="color-scheme" content="dark light" />
        <meta name="theme-color" content="#F7F1E5" media="(prefers-color-scheme: light)" />
        <meta name="theme-color" content="#0C1024" media="(prefers-color-scheme: dark)" />
        <Meta />
        <Links />
      </head>
      <body>
        <BirdSprite />
        {children}
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

export default function App() {
  useFollowing();
  return (
    <>
      <Outlet />
      <Offline />
    </>
  );
}

/** The browser never got an answer: its words, in Chromium, Firefox and WebKit. */
const isUnreachable = (error: unknown) =>
  error instanceof TypeError && /failed to fetch|networkerror|load failed/i.test(error.message);

export function ErrorBoundary() {
  const { t } = useTranslation();
  const error = useRouteError();
  const site = useRouteLoaderData<typeof loader>('root');
  const missing = isRouteErrorResponse(error) && error.status < 500;
  const why = missing ? 'missing' : isUnreachable(error) ? 'unreachable' : 'broken';
  return (
    <Frame>
      <title>{`${t(`site.${why}.title`)} · ${site?.instance.name ?? 'Perchoir'}`}</title>
      <CutWire
        title={t(`site.${why}.title`)}
        actions={
          why === 'unreachable' ? (
            <Button kind="star" onClick={() => window.location.reload()}>
              {t('site.unreachable.again')}
            </Button>
          ) : (
            <ButtonLink kind="star" to="/">
              {t('site.missing.home')}
            </ButtonLink>
          )
        }
        reference={
          why === 'broken' && site?.reference
            ? t('site.broken.reference', { reference: site.reference })
            : undefined
        }
      >
        {t(`site.${why}.text`)}
      </CutWire>
    </Frame>
  );
}
