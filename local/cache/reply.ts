/** What a command answers: an Error is an error reply, undefined the null reply, `ok` the simple string. */
export type Reply = string | number | undefined | Error | readonly Reply[] | { readonly ok: string };

/** A reply in RESP2, Redis' protocol: https://redis.io/docs/latest/develop/reference/protocol-spec/ */
export function encode(reply: Reply): string {
  if (reply === undefined) return '$-1\r\n';
  if (typeof reply === 'number') return `:${String(reply)}\r\n`;
  if (typeof reply === 'string') return `$${String(Buffer.byteLength(reply))}\r\n${reply}\r\n`;
  if (reply instanceof Error) return `-${reply.message}\r\n`;
  if ('ok' in reply) return `+${reply.ok}\r\n`;
  return `*${String(reply.length)}\r\n${reply.map(encode).join('')}`;
}
