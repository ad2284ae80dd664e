import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';

import { MASK, Masker } from '../../plan/mask';

const token = 'xoxb-41/"quoted"+z';
const masker = new Masker([token, 'ab', 'line one of a key 1\nline two of a key 2\n']);

describe('a masker', () => {
  test.each([
    ['the value alone', token],
    ['the value inside another text', `https://hooks.example.com/${token}/end`],
    ['the value in JSON', JSON.stringify({ token })],
    ['the value percent-encoded', `https://x/?token=${encodeURIComponent(token)}`],
    ['the value in base64', Buffer.from(token).toString('base64')],
    ['a text around the value in base64', Buffer.from(`user:${token}`).toString('base64')],
    ['the same inside a header', `Basic ${Buffer.from(`someone:${token}`).toString('base64')}`],
    ['the same in the URL form of base64', Buffer.from(`>>>??? ${token}`).toString('base64url')],
    ['one line of a longer secret', 'x: line two of a key 2'],
    ['a placeholder of an encrypted secret', 'url <secret p:slack.default>'],
    ['a placeholder of a secret that is not set', '<missing secret p:slack.default>'],
    ['a placeholder of a generated password', '<generated grafana-admin>'],
  ])('hides %s', (_title, text) => {
    const masked = masker.text(text);
    expect(masked).toContain(MASK);
    expect(masked).not.toContain(token);
    expect(masked).not.toContain('two of a key');
  });

  test('hides a very short value only where it stands alone', () => {
    expect(masker.text('ab')).toBe(MASK);
    expect(masker.text('about')).toBe('about');
  });

  test('leaves ordinary texts and values alone', () => {
    const value = { list: [1, true, null, 'sum(rate(http_requests_total[5m]))'], 'a.b': { c: '2026-12-24' } };
    expect(masker.json(value)).toEqual(value);
  });

  test('hides everything at a secret place, keeps its keys, and says where else it found one', () => {
    const found: unknown[] = [];
    const value = { data: { user: 'admin', n: 5, none: null }, args: ['x', `--token=${token}`], [token]: 1 };
    expect(masker.json(value, [['data']], (path) => found.push(path))).toEqual({
      data: { user: MASK, n: MASK, none: null },
      args: ['x', `--token=${MASK}`],
      [MASK]: 1,
    });
    expect(found).toEqual([['args', 1]]);
  });

  test('never lets a value of four characters or more through, whatever stands around it', () => {
    const text = fc.string({ maxLength: 20 });
    fc.assert(
      fc.property(fc.string({ minLength: 4, maxLength: 40 }), text, text, (secret, before, after) => {
        fc.pre(!MASK.includes(secret.trim()) && secret.trim().length >= 4);
        const masked = new Masker([secret]).text(`${before}${secret}${after}`);
        expect(masked.replaceAll(MASK, '')).not.toContain(secret);
      }),
    );
  });
});
