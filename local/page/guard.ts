import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { TOKEN_HEADER } from '../control';

/**
 * Whether a request comes from the page itself. Any website that the user has open can send requests to loopback: a
 * foreign name in `Host` is one whose owner made it point here (DNS rebinding).
 */
export const isOwnHost = ({ headers }: IncomingMessage, port: number): boolean =>
  [`127.0.0.1:${String(port)}`, `localhost:${String(port)}`].includes(headers.host ?? '');

/** Whether a request that changes something carries the token that only our page has read. */
export const hasToken = ({ headers }: IncomingMessage, token: string): boolean => {
  const given = headers[TOKEN_HEADER];
  if (typeof given !== 'string' || given.length !== token.length) return false;
  return timingSafeEqual(Buffer.from(given), Buffer.from(token));
};
