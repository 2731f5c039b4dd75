import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import type { Self } from '#app/domain/members/rules';
import { signIn } from '#app/session.server';

/* Loaders and actions called as the browser's requests would, without a server between. */

type Handler = (args: LoaderFunctionArgs & ActionFunctionArgs) => unknown;

export interface Visit {
  /** Pairs as a browser sends them: `session=…`. */
  cookie?: string;
  params?: Record<string, string>;
  /** What a form posts; a GET without it. */
  form?: Record<string, string> | [string, string][] | FormData;
  headers?: Record<string, string>;
  /** Limits count by it; each visit has its own unless told. */
  ip?: string;
}

export interface Answer {
  status: number;
  location: string | null;
  /** The session's pair a browser would send back; undefined where none was set. */
  cookie: string | undefined;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a test says what it expects in there
  data: any;
}

export const HOST = 'http://localhost:3000';
let visits = 0;

/** A loader's or an action's answer, whether it was returned or thrown. */
export async function visit(handler: unknown, path: string, options: Visit = {}): Promise<Answer> {
  const { cookie, params = {}, form, headers = {} } = options;
  const request = new Request(`${HOST}${path}`, {
    method: form ? 'POST' : 'GET',
    body: form instanceof FormData ? form : form && new URLSearchParams(form),
    headers: { ...headers, ...(cookie && { Cookie: cookie }) },
  });
  visits += 1;
  const context = { ip: options.ip ?? `10.${visits >> 16}.${(visits >> 8) & 255}.${visits & 255}` };
  try {
    return await answerOf(await (handler as Handler)({ request, params, context }));
  } catch (thrown) {
    if (thrown instanceof Response) return answerOf(thrown);
    throw thrown;
  }
}

interface WithInit {
  type: 'DataWithResponseInit';
  data: unknown;
  init: ResponseInit | null;
}

async function answerOf(answer: unknown): Promise<Answer> {
  if (answer instanceof Response) return facts(answer.status, answer.headers, await answer.text());
  if ((answer as WithInit | null)?.type === 'DataWithResponseInit') {
    const { data, init } = answer as WithInit;
    return facts(init?.status ?? 200, new Headers(init?.headers), data);
  }
  return facts(200, new Headers(), answer);
}

function facts(status: number, headers: Headers, data: unknown): Answer {
  const set = headers.getSetCookie().find((one) => /session=/.test(one));
  const pair = set?.split(';', 1)[0];
  return { status, headers, data, location: headers.get('Location'), cookie: pair };
}

/** The cookie of a member who just signed in. */
export async function cookieOf(member: Pick<Self, 'id'>, userAgent = 'Test'): Promise<string> {
  const request = new Request(HOST, { headers: { 'User-Agent': userAgent } });
  return (await signIn(member.id, request)).split(';', 1)[0] ?? '';
}
