import type { RequestHandler } from 'express';
import type { Config } from '../config.server';
import { type PlainStatus, sendPlainPage } from './plain-page.server';

/** What Fetch can say (it forbids TRACE) and HTTP knows; the product itself uses GET, HEAD and POST. */
const METHODS = new Set(['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE']);
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);
/** One-click unsubscribe is posted by mail programs, which have no origin (RFC 8058 section 3.1). */
const WITHOUT_ORIGIN = /^\/unsubscribe\/[\w-]+$/;

const MAX_URL_LENGTH = 8_192;
const MULTIPART_BYTES = 10 * 1_048_576;
const OTHER_BYTES = 1_048_576;

/** What a URL parser would make another path of: dot segments, however written, and backslashes (WHATWG URL 4.4). */
const REWRITTEN = /\\|\/(\.|%2e){1,2}(\/|$)/i;

/**
 * Whether an address can be understood, and by all alike: well-formed escapes, no null byte, a sane length,
 * a path that stays what it is. Browsers send no other.
 */
export function isReadableUrl(url: string): boolean {
  if (url.length > MAX_URL_LENGTH || !url.startsWith('/') || /%00|\0/.test(url)) return false;
  const path = url.split('?', 1)[0] ?? '';
  if (REWRITTEN.test(path)) return false;
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

/** The most bytes a request of this content type may carry. */
export function bodyLimit(contentType: string | undefined): number {
  return contentType?.toLowerCase().startsWith('multipart/') ? MULTIPART_BYTES : OTHER_BYTES;
}

/** Whether `host` is something a URL can be made of; old clients send none. */
function isReadableHost(host: string | undefined): boolean {
  return host !== undefined && /^[\w.:[\]-]+$/.test(host) && URL.canParse(`http://${host}`);
}

/** Refuses what cannot be read, before anything reads it. */
export const refuseUnreadable: RequestHandler = (req, res, next) => {
  const refuse = (status: PlainStatus) => {
    // The rest of a body we will not read would be taken for the next request.
    res.setHeader('Connection', 'close');
    sendPlainPage(res, status);
  };
  if (!METHODS.has(req.method)) {
    res.setHeader('Allow', [...METHODS].join(', '));
    refuse(405);
  } else if (!isReadableUrl(req.originalUrl) || !isReadableHost(req.headers.host)) refuse(400);
  else if (Number(req.headers['content-length'] ?? 0) > bodyLimit(req.headers['content-type'])) refuse(413);
  else next();
};

/**
 * Refuses unsafe requests that another site made (CSRF), resource routes included. The origin must be
 * APP_URL's; without one, the host the reader typed, so that a first try works under any local name.
 */
export function checkOrigin(config: Config): RequestHandler {
  return (req, res, next) => {
    if (SAFE_METHODS.has(req.method) || WITHOUT_ORIGIN.test(req.path)) next();
    else if (isOwnOrigin(req.headers.origin, req.headers.host, config)) next();
    else sendPlainPage(res, 403);
  };
}

function isOwnOrigin(given: string | undefined, host: string | undefined, { appUrl }: Config): boolean {
  if (!given || !URL.canParse(given)) return false;
  if (appUrl) return given === appUrl.origin;
  const { protocol, host: originHost, origin } = new URL(given);
  return /^https?:$/.test(protocol) && originHost === host?.toLowerCase() && given === origin;
}
