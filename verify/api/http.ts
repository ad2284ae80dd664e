import type { z } from 'zod';
import { Unreadable } from '../model';

/** Answers through a port-forward come within a second or not at all. Milliseconds. */
const TIMEOUT = 10_000;

export interface HttpSource {
  /** What answers, for messages: `Prometheus`. */
  readonly name: string;
  /** Without trailing slash. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The text that a server answers. @throws Unreadable when it does not answer 200 */
export async function getText({ name, url, headers }: HttpSource, path: string): Promise<string> {
  const advice = `See whether its pod runs and what it logs; then run verify again.`;
  let response: Response;
  try {
    response = await fetch(`${url}${path}`, {
      headers: { ...headers },
      signal: AbortSignal.timeout(TIMEOUT),
    });
  } catch (error) {
    throw new Unreadable(`${name} does not answer: ${causeOf(error)}`, advice);
  }
  if (response.ok) return response.text();
  if (response.status === 401 || response.status === 403) {
    throw new Unreadable(
      `${name} refuses the login (${String(response.status)})`,
      'By URL: leave the option out, and a port-forward is used. Grafana by port-forward: its volume is older than the generated password; set it with grafana cli admin reset-admin-password in its pod.',
    );
  }
  throw new Unreadable(`${name} answers ${String(response.status)} to ${path.replace(/\?.*/, '')}`, advice);
}

/** As `getText`, for JSON of a known form. */
export async function getJson<T>(source: HttpSource, path: string, schema: z.ZodType<T>): Promise<T> {
  const text = await getText(source, path);
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    throw new Unreadable(
      `${source.name} answers something else to ${path.replace(/\?.*/, '')} than its API does`,
      'See what listens at this address.',
    );
  }
}

/** `fetch` hides the reason in the cause. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return `no answer within ${String(TIMEOUT / 1_000)} s`;
  return error.cause instanceof Error && error.cause.message !== '' ? error.cause.message : error.message;
}
