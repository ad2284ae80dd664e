import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';

import { COMMENT_MARKER } from '../../../plan/comment';
import { postComment, type Forge } from '../../../plan/postComment';

interface Call {
  readonly method: string;
  readonly url: string;
  readonly token: string | undefined;
  readonly body: unknown;
}

let server: Server;
let forge: Forge;
let calls: Call[];
let comments: object[];
let status: number;

const answer = (url: string): unknown => {
  if (url.includes('/pulls?')) return [{ number: 7, head: { sha: 'abc' } }];
  if (url.includes('/comments?')) {
    const page = Number(new URL(url, 'http://localhost').searchParams.get('page'));
    return comments.slice((page - 1) * 100, page * 100);
  }
  return { id: 1, html_url: 'https://forge/comment', user: null };
};

beforeEach(async () => {
  [calls, comments, status] = [[], [], 200];
  server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      calls.push({
        method,
        url,
        token: headers.authorization,
        body: text === '' ? undefined : JSON.parse(text),
      });
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer(url)));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  forge = { api: `http://127.0.0.1:${String(port)}`, repository: 'o/r', token: 't' };
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

const text = `${COMMENT_MARKER}\nhello`;
const head = { head: 'fork:branch', sha: 'abc' };
const written = () => calls.filter(({ method }) => method !== 'GET');

test('the first time it posts, to the pull request whose commit the run was for', async () => {
  expect(await postComment(forge, head, text)).toBe('https://forge/comment');
  expect(calls[0]).toMatchObject({
    url: '/repos/o/r/pulls?state=open&per_page=100&head=fork%3Abranch',
    token: 'Bearer t',
  });
  expect(written()).toMatchObject([
    { method: 'POST', url: '/repos/o/r/issues/7/comments', body: { body: text } },
  ]);
});

test('after that it edits its own comment, also on a later page, and never that of a person who quotes it', async () => {
  comments = [
    ...Array.from({ length: 100 }, (_, id) => ({ id, body: 'other', user: { type: 'User' } })),
    { id: 200, body: text, user: { type: 'User' } },
    { id: 201, body: text, user: { type: 'Bot' } },
  ];
  await postComment(forge, head, text);
  expect(written()).toMatchObject([{ method: 'PATCH', url: '/repos/o/r/issues/comments/201' }]);
});

test('a pull request that has gone on to another commit gets nothing', async () => {
  expect(await postComment(forge, { ...head, sha: 'old' }, text)).toBeUndefined();
  expect(written()).toEqual([]);
});

test('a text of another kind is refused, and one that calls people calls nobody', async () => {
  await expect(postComment(forge, head, 'buy now')).rejects.toThrow(
    'The text is no comment of npm run comment',
  );
  expect(calls).toEqual([]);
  await postComment(forge, head, `${text} @everyone`);
  expect(written()).toMatchObject([{ body: { body: `${text} @\u200beveryone` } }]);
});

test('what GitHub refuses is told with the permission that it needs, without the token', async () => {
  status = 403;
  await expect(postComment({ ...forge, token: 'canary' }, head, text)).rejects.toThrow(
    /^GitHub refuses GET pulls: 403 Forbidden\. The token needs the permission pull-requests: write\.$/,
  );
});
