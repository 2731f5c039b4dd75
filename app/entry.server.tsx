import { Writable } from 'node:stream';
import type { EntryContext, HandleErrorFunction } from '@remix-run/node';
import { isRouteErrorResponse, RemixServer } from '@remix-run/react';
import { renderToPipeableStream } from 'react-dom/server';
import { I18nextProvider } from 'react-i18next';
import type { RequestContext } from './http/request-context.server';
import { i18nFor, languageOf } from './locales/i18n.server';
import { NonceContext } from './nonce';

export { hooks } from './server-hooks.server';

/** After this many milliseconds a rendering that waits for something is given up. */
const RENDER_LIMIT = 8_000;

export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  context: RequestContext,
): Promise<Response> {
  const i18n = await i18nFor(await languageOf(request));
  const page = (
    <I18nextProvider i18n={i18n}>
      <NonceContext.Provider value={context.nonce}>
        <RemixServer context={remixContext} url={request.url} nonce={context.nonce} />
      </NonceContext.Provider>
    </I18nextProvider>
  );
  return new Promise((resolve, reject) => {
    let responseStatus = status;
    const { pipe, abort } = renderToPipeableStream(page, {
      nonce: context.nonce,
      // Nothing is deferred: a page goes out whole, with the status it deserves.
      onAllReady() {
        clearTimeout(limit);
        headers.set('Content-Type', 'text/html; charset=utf-8');
        pipe(gathered((body) => resolve(new Response(body, { headers, status: responseStatus }))));
      },
      onShellError: reject,
      onError(error) {
        responseStatus = 500;
        context.reportError?.(error);
      },
    });
    const limit = setTimeout(() => abort(new Error('Rendering took too long')), RENDER_LIMIT);
  });
}

/** Takes what React writes; pulling it through streams again would cost a tenth of the page's time. */
function gathered(whole: (body: Buffer<ArrayBuffer>) => void): Writable {
  const pieces: Buffer[] = [];
  return new Writable({
    // Nothing waits for a reader here, so React is never told to pause.
    highWaterMark: Number.MAX_SAFE_INTEGER,
    write(piece: Buffer, _encoding, done) {
      pieces.push(piece);
      done();
    },
    final(done) {
      whole(Buffer.concat(pieces));
      done();
    },
  });
}

/** What a loader or an action did not expect: logged with the reference its reader sees. */
export const handleError: HandleErrorFunction = (error, { request, context }) => {
  // A reader who left aborts the request, one who mistyped finds nothing: no errors of ours.
  const isExpected = request.signal.aborted || (isRouteErrorResponse(error) && error.status < 500);
  if (!isExpected) (context as RequestContext).reportError?.(error);
};
