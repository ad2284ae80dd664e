import { expect, test } from '@jest/globals';

import { COMMENT_MARKER, commentMarkdown } from '../../../plan/comment';
import type { Difference } from '../../../plan/diff/model';
import { stackMarkdown, type PlannedDifference } from '../../../plan/diff/markdown';

const nothing: Difference = {
  resources: { added: [], removed: [], changed: [] },
  providers: [],
  values: [],
  rendered: { added: [], removed: [], changed: [], unknown: [] },
  rules: { added: [], removed: [], changed: [] },
  routes: [],
  dashboards: { added: [], removed: [], changed: [] },
  outputs: [],
};

const stack = (name: string, difference: Partial<Difference> = {}): PlannedDifference => ({
  stack: name,
  difference: { ...nothing, ...difference },
  told: [],
  warnings: [],
});

const many = (count: number): Partial<Difference> => ({
  resources: {
    added: Array.from({ length: count }, (_, index) => ({
      urn: String(index),
      type: 'ConfigMap',
      name: `a-map-with-a-long-name-${String(index)}`,
    })),
    removed: [],
    changed: [],
  },
});

test('one comment holds every stack, can be found again, and says what it does not show', () => {
  expect(commentMarkdown([stack('dev'), stack('prod')], 'main', 'the artifact plan')).toBe(
    [
      '<!-- observatory: plan -->',
      '## What this changes, against main',
      '',
      '### dev, prod: no change',
      '',
      'Values of secrets are not compared. No cluster was contacted: this is what the program asks for.',
      '',
    ].join('\n'),
  );
});

test('stacks that change alike are told of once', () => {
  const stacks = [stack('dev', many(1)), stack('local'), stack('prod', many(1)), stack('test', many(2))];
  expect(commentMarkdown(stacks, 'main', 'x').match(/^###.*$/gm)).toEqual([
    '### dev, prod: 1 added, 0 removed, 0 changed',
    '### local: no change',
    '### test: 2 added, 0 removed, 0 changed',
  ]);
});

test('a comment that GitHub would refuse is cut, everything in it closed, and says where the rest is', () => {
  const text = commentMarkdown(
    [stack('dev', many(2_000)), stack('prod', many(2_001))],
    'main',
    'the artifact plan',
  );
  expect(text.length).toBeLessThan(65_536);
  expect(text.length).toBeGreaterThan(60_000);
  expect(text.startsWith(COMMENT_MARKER)).toBe(true);
  const cut =
    '**Cut here: the comment would be longer than GitHub takes. The whole is in the artifact plan.**';
  expect(text.split(cut)).toHaveLength(3);
  expect(text.match(/<details>/g)).toHaveLength(2);
  expect(text.match(/<\/details>/g)).toHaveLength(2);
  expect(text.match(/^```/gm)).toHaveLength(4);
  expect(text).toContain('### prod: 2001 added');
  expect(text.trimEnd().endsWith('this is what the program asks for.')).toBe(true);
});

test('nothing in a value ends the block that it stands in, and no name becomes Markdown or calls people', () => {
  const text = stackMarkdown({
    ...stack('dev', {
      values: [{ name: 'kps', changes: [{ path: 'a', before: 'x', after: 'one ````` two' }] }],
    }),
    told: [{ level: 'P1', team: 'a|b', alerts: ['<img>'], before: ['@everyone'], after: ['*#12*'] }],
    warnings: ['look at [this](https://example.com)'],
  });
  expect(text).toContain('``````diff\n! kps\n!   a: x → one ````` two\n``````');
  expect(text).toContain('| P1 a\\|b | &lt;img&gt; | @\u200beveryone | \\*\\#12\\* |');
  expect(text).toContain('> ⚠️ look at \\[this\\](https://example.com)');
});

test('a stack that does not plan says why, beside the others', () => {
  const text = commentMarkdown(
    [{ stack: 'dev', side: 'after', fault: 'a: is missing\nb: is odd' }, stack('prod')],
    'main',
    'x',
  );
  expect(text).toContain('### dev: does not plan\n\n```diff\n- a: is missing\n- b: is odd\n```\n');
  expect(text).toContain('### prod: no change');
});
