import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { birdInner } from '../ui/kit/birds/bird-svg';
import type { Look } from '../ui/kit/birds/looks';
import { CUT_WIRE } from '../ui/kit/cut-wire';
import { DARK, LIGHT, type Palette } from '../ui/kit/palette';

/*
 * The pages that must work when nothing else does: no template, no script, no file, no database; their drawing is in them. Both
 * languages stand on the page, because finding out the reader's may be what failed.
 */

export type PlainStatus = 400 | 403 | 404 | 405 | 413 | 415 | 429 | 500 | 503 | 507;

const WORDS: Record<PlainStatus, { fr: string; en: string }> = {
  400: {
    fr: 'Cette demande est mal écrite, nous ne savons pas la lire. Rien n’a été changé.',
    en: 'This request is malformed and we cannot read it. Nothing was changed.',
  },
  403: {
    fr: 'Cette demande ne vient pas de cette page. Rien n’a été changé ; revenez à la page, rechargez-la et recommencez.',
    en: 'This request does not come from our own page. Nothing was changed; go back, reload the page and try again.',
  },
  404: {
    fr: 'Il n’y a rien à cette adresse.',
    en: 'There is nothing at this address.',
  },
  405: {
    fr: 'Cette adresse ne connaît pas ce genre de demande. Rien n’a été changé.',
    en: 'This address does not know this kind of request. Nothing was changed.',
  },
  413: {
    fr: 'C’est trop lourd : 10 Mo au plus avec des photos, 0,4 Mo pour du texte. Rien n’a été envoyé.',
    en: 'This is too large: 10 MB at most with photos, 0.4 MB for text. Nothing was sent.',
  },
  415: {
    fr: 'Ce format d’envoi n’est pas connu ici. Rien n’a été changé.',
    en: 'We do not know this kind of content. Nothing was changed.',
  },
  429: {
    fr: 'C’est beaucoup d’un coup. Attendez un peu, puis recommencez.',
    en: 'That was a lot at once. Wait a little, then try again.',
  },
  500: {
    fr: 'Quelque chose s’est cassé, c’est de notre côté.',
    en: 'Something broke, on our side.',
  },
  503: {
    fr: 'Le fil est coupé, c’est de notre côté. Rien n’est perdu. Rechargez dans un instant.',
    en: 'The line is cut, on our side. Nothing is lost. Reload in a moment.',
  },
  507: {
    fr: 'Il n’y a plus de place pour ranger ce fichier. Tout le reste marche.',
    en: 'There is no room left to keep this file. Everything else works.',
  },
};

const colours = ({ ground, ink, ink2, wire, act, onAct }: Palette) =>
  `body{background:${ground};color:${ink}}.lead+p,small{color:${ink2}}svg{color:${wire}}a{background:${act};color:${onAct}}`;

const STYLE =
  'body{margin:0;font:1.125rem/1.5 system-ui,sans-serif;color-scheme:light dark}main{max-width:34rem;margin:auto;padding:0 20px 40px}' +
  'div{height:210px;margin:24px 0;overflow:hidden}svg.cut{display:block;width:400px;margin-left:calc(50% - 200px);overflow:visible}' +
  'p{margin:0 0 1rem}.lead{font-size:1.5rem;font-weight:700;line-height:1.25}small{display:block;margin-top:1.5rem}' +
  'a{display:inline-block;margin-top:.5rem;padding:0 24px;border-radius:24px;font-weight:700;line-height:48px;text-decoration:none}' +
  `${colours(LIGHT)}@media(prefers-color-scheme:dark){${colours(DARK)}}`;

const perched = (look: Pick<Look, 'species' | 'ink'>, x: number, y: number) =>
  `<svg x="${x}" y="${y}" width="78" height="101" viewBox="0 0 80 104" stroke="none">${birdInner('', {
    look: { ...look, flip: false, wear: null, dye: 'rose' },
    wire: 'currentColor',
  })}</svg>`;

/** The cut wire of the error page, whose stylesheet may be what is missing. */
const SCENE = `<svg class="cut" viewBox="0 0 400 220" height="220" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" aria-hidden="true"><path d="${CUT_WIRE}"/>${perched({ species: 'robin', ink: 'leaf' }, 48, 23)}${perched({ species: 'owl', ink: 'clay' }, 286, 16)}</svg>`;

const styleHash = createHash('sha256').update(STYLE).digest('base64');
const POLICY = `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** The headers and the HTML of a page that says what happened, in both languages. */
export function plainPage(
  status: PlainStatus,
  reference?: string,
): { headers: [string, string][]; html: string } {
  const { fr, en } = WORDS[status];
  const html = `<!doctype html><html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Perchoir</title><link rel="icon" href="data:,"><style>${STYLE}</style></head><body><div>${SCENE}</div><main><p class="lead">${fr}</p><p lang="en">${en}</p><p><a href="/">Perchoir</a></p>${reference ? `<small>${reference}</small>` : ''}</main></body></html>`;
  const headers: [string, string][] = [
    ['Content-Type', 'text/html; charset=utf-8'],
    ['Content-Security-Policy', `${POLICY}; img-src data:`],
    ['Cache-Control', 'private, no-store'],
    ['X-Content-Type-Options', 'nosniff'],
  ];
  if (status === 503) headers.push(['Retry-After', '5']);
  return { headers, html };
}

/** Answers with such a page; does nothing where an answer has already begun. */
export function sendPlainPage(res: ServerResponse, status: PlainStatus): void {
  if (res.headersSent) {
    res.destroy();
    return;
  }
  const reference = res.getHeader('X-Request-Id');
  const { headers, html } = plainPage(status, typeof reference === 'string' ? reference : undefined);
  for (const [name, value] of headers) res.setHeader(name, value);
  res.removeHeader('ETag');
  res.statusCode = status;
  res.end(html);
}
