import http from 'node:http';
import { percentile } from './rounds';

export type Posting = { path: string; cookie: string; form: Record<string, string> };
export type Posted = { perSecond: number; p50: number; p99: number; errors: number };

/**
 * Posts forms, each as its own person, over so many connections that stay open; as many at once as there
 * are connections. Any answer but the redirect after a form that was taken is an error.
 */
export async function postAll(url: string, postings: Posting[], connections: number): Promise<Posted> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  const waits: number[] = [];
  let errors = 0;
  let next = 0;
  const began = performance.now();
  const one = async () => {
    for (let posting = postings[next++]; posting; posting = postings[next++]) {
      const sent = performance.now();
      const status = await post(url, posting, agent).catch(() => 0);
      waits.push(performance.now() - sent);
      if (status !== 302 && status !== 303) errors += 1;
    }
  };
  await Promise.all(Array.from({ length: Math.min(connections, postings.length) }, one));
  const seconds = (performance.now() - began) / 1_000;
  agent.destroy();
  return {
    perSecond: postings.length / seconds,
    p50: percentile(waits, 0.5),
    p99: percentile(waits, 0.99),
    errors,
  };
}

/** Posts one form; resolves with the status. */
export function post(url: string, { path, cookie, form }: Posting, agent?: http.Agent): Promise<number> {
  const body = new URLSearchParams(form).toString();
  const headers = {
    Origin: url,
    Cookie: cookie,
    'Content-Type': 'application/x-www-form-urlencoded',
    'Content-Length': Buffer.byteLength(body),
  };
  return new Promise((resolve, reject) => {
    const request = http.request(`${url}${path}`, { method: 'POST', headers, agent }, (response) => {
      response.once('error', reject);
      response.resume().once('end', () => resolve(response.statusCode ?? 0));
    });
    request.once('error', reject).end(body);
  });
}
