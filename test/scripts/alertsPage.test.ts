import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { keptUpstreamAlerts } from '../../rules/upstream';
import { documents } from '../../scripts/docs';
import { wrapped } from '../../scripts/docs/expression';
import { ruleFiles } from '../rules/fixture';

const page = documents().get('docs/alerts.md') ?? '';
const sections = page.split(/^### /m).slice(1);
const names = sections.map((section) => section.split('\n')[0] ?? '');

test('docs/alerts.md is in step with rules, routing and runbooks (npm run docs writes it)', () => {
  expect(readFileSync(join(__dirname, '../../docs/alerts.md'), 'utf8')).toBe(page);
});

test('lists every alert of ours and every one that we keep of the chart, each once', () => {
  const ours = Object.values(ruleFiles).flatMap((build) =>
    build().flatMap(({ group }) => group.rules.flatMap((rule) => ('alert' in rule ? [rule.alert] : []))),
  );
  expect([...names].sort()).toEqual([...new Set([...ours, ...keptUpstreamAlerts])].sort());
});

test.each(names)('%s: priority, duration, team, channels, runbook and the condition in words', (name) => {
  const [, facts = '', words = ''] =
    sections.find((section) => section.startsWith(`${name}\n`))?.split('\n\n') ?? [];
  for (const line of facts.split('\\\n'))
    expect(line).toMatch(
      /^\*\*P[1-4]\*\* · (at once|for \d+[smhd]) · [^·]*team[^·]* · [^·]*(Slack|PagerDuty)/,
    );
  expect(facts).toContain(`[runbook](../runbooks/${name}.md)`);
  expect(words.length).toBeGreaterThan(40);
});

test('shows ServiceDown as it is by default', () => {
  expect(page).toContain(
    '### ServiceDown\n\n**P1** · for 1m · team of the application · PagerDuty, Slack · [runbook](../runbooks/ServiceDown.md)\n\n',
  );
});

describe('an expression on several lines', () => {
  const spaceless = (text: string): string => text.replaceAll(/\s/g, '');

  test('is the same but for white space, and fits where its operands do', () => {
    for (const build of Object.values(ruleFiles))
      for (const { group } of build())
        for (const { expr } of group.rules) expect(spaceless(wrapped(expr))).toBe(spaceless(expr));
  });

  test('has a line for each operand, and parentheses around them stay', () => {
    const long = 'x'.repeat(70);
    expect(wrapped(`(${long} > 1 or on () ${long}) and on () y`)).toBe(
      `(\n  ${long} > 1\n  or on () ${long}\n)\nand on () y`,
    );
    expect(wrapped('up == 0')).toBe('up == 0');
  });
});
