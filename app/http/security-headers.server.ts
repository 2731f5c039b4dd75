import type { IncomingMessage, ServerResponse } from 'node:http';
import helmet from 'helmet';
import type { Config } from '../config.server';

/** The pages other sites may show in a frame. */
const FRAMEABLE = /^\/live\/[^/]+\/embed$/;
/** Pages whose address is a secret: it must not travel to the sites they link to. */
const SECRET_ADDRESS =
  /^\/(i|rsvp|confirm|verify|reset|unsubscribe|magic|join\/confirm|join\/steward|login\/link|address\/leave|address\/take)\//;

export const isFrameable = (path: string): boolean => FRAMEABLE.test(path);
export const hasSecretAddress = (path: string): boolean => SECRET_ADDRESS.test(path);

/**
 * The Content-Security-Policy of one page.
 * @param scripts sources of inline scripts: `'nonce-…'` or `'sha256-…'`
 */
export function contentPolicy(config: Config, path: string, scripts: readonly string[]): string {
  const isDevelopment = config.environment === 'development';
  return [
    "default-src 'self'",
    `script-src 'self' ${scripts.join(' ')}`,
    // Vite's development server puts styles into the page and speaks over a socket.
    `style-src 'self'${isDevelopment ? " 'unsafe-inline'" : ''}`,
    ...(isDevelopment ? ["connect-src 'self' ws:"] : []),
    "img-src 'self' data: blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors ${isFrameable(path) ? '*' : "'none'"}`,
    ...(config.secure ? ['upgrade-insecure-requests'] : []),
  ].join('; ');
}

/** What Helmet says on every answer; these do not depend on the request, so they are worked out once. */
export function fixedHeaders(config: Config): [string, string][] {
  const headers: [string, string][] = [];
  const recorder = {
    setHeader: (name: string, value: string) => headers.push([name, value]),
    removeHeader: () => undefined,
  } as unknown as ServerResponse;
  helmet({
    contentSecurityPolicy: false,
    xFrameOptions: false,
    referrerPolicy: false,
    // On plain http this would lock a first try on the local network out of its own machine.
    strictTransportSecurity: config.secure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    originAgentCluster: config.secure,
    crossOriginOpenerPolicy: config.secure,
  })({} as IncomingMessage, recorder, () => undefined);
  headers.push([
    'Permissions-Policy',
    'camera=(self), geolocation=(self), microphone=(), payment=(), usb=(), publickey-credentials-get=(self)',
  ]);
  return headers;
}

/** The headers that depend on the address alone. */
export function pathHeaders(path: string): [string, string][] {
  const headers: [string, string][] = [
    ['Referrer-Policy', hasSecretAddress(path) ? 'same-origin' : 'strict-origin-when-cross-origin'],
  ];
  if (!isFrameable(path)) headers.push(['X-Frame-Options', 'DENY']);
  return headers;
}
