import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import type { Check } from '../../verify/checks/model';
import type { Expectation } from '../../verify/expectation';
import { outcome, Unreadable, type CheckResult, type Finding } from '../../verify/model';
import { runChecks, type Watched } from '../../verify/run';
import { resultsJson, resultsText } from '../../verify/screen';

const nothing = (): Promise<never> => Promise.reject(new Error('no check here reads anything'));
const live: Watched = {
  objects: nothing,
  prometheus: nothing,
  alertmanager: nothing,
  grafana: nothing,
  next: () => live,
};
const expected = {} as Expectation;
const finding: Finding = { subject: 'shop', problem: 'is down', advice: 'Start it.' };

/** A check that is well from its `nth` run on. */
const wellFrom = (nth: number, name = 'targets'): Check & { runs: number } => ({
  name,
  runs: 0,
  run() {
    this.runs += 1;
    return Promise.resolve(outcome('1 target', this.runs >= nth ? [] : [finding]));
  },
});

describe('waiting', () => {
  test('what fails is looked at again, what is well is not, and who waits is told', async () => {
    const [good, late] = [wellFrom(1, 'rules'), wellFrom(2)];
    const told: string[][] = [];
    const results = await runChecks([good, late], expected, live, {
      waitSeconds: 1,
      onWait: (names) => told.push([...names]),
    });
    expect(results.map(({ check, state }) => `${check}: ${state}`)).toEqual(['rules: ok', 'targets: ok']);
    expect([good.runs, late.runs, told]).toEqual([1, 2, [['targets']]]);
  });

  test('with no time to wait there is one look', async () => {
    const never = wellFrom(99);
    const [result] = await runChecks([never], expected, live, { waitSeconds: 0, onWait: () => undefined });
    expect(result).toEqual({ check: 'targets', state: 'failed', detail: '1 target', findings: [finding] });
    expect(never.runs).toBe(1);
  });
});

const once = async (run: Check['run']): Promise<CheckResult | undefined> =>
  (await runChecks([{ name: 'rules', run }], expected, live, { waitSeconds: 0, onWait: () => undefined }))[0];

test('what cannot be read is a failure with its own advice; what cannot be checked is none', async () => {
  const unreadable = await once(() => Promise.reject(new Unreadable('no pod is ready', 'Look at it.')));
  expect(unreadable).toMatchObject({
    state: 'failed',
    findings: [{ subject: 'rules', problem: 'no pod is ready', advice: 'Look at it.' }],
  });
  expect(await once(() => Promise.resolve({ notChecked: 'needs Go' }))).toEqual({
    check: 'rules',
    state: 'not checked',
    detail: 'needs Go',
    findings: [],
  });
  await expect(once(() => Promise.reject(new TypeError('ours')))).rejects.toThrow('ours');
});

describe('what is shown', () => {
  const many = Array.from({ length: 12 }, (_, index) => ({ ...finding, subject: `shop-${String(index)}` }));
  const results: CheckResult[] = [
    { check: 'rules', state: 'ok', detail: '3 rules', findings: [] },
    { check: 'targets', state: 'failed', detail: '1 target', findings: many },
    { check: 'heartbeat', state: 'not checked', detail: 'not enabled', findings: [] },
  ];

  test('a table, ten findings with their advice, how many more there are, and the verdict', () => {
    const text = stripVTControlCharacters(resultsText('prod', 'kind', results)).split('\n');
    expect(text.slice(0, 9)).toEqual([
      'stack prod on kind',
      '',
      '  ok           rules      3 rules',
      '  failed       targets    12 findings',
      '  not checked  heartbeat  not enabled',
      '',
      'targets',
      '  shop-0: is down',
      '    Start it.',
    ]);
    expect(text.slice(-4)).toEqual(['  … and 2 more (--json shows all)', '', '1 check failed', '']);
  });

  test('programs get all of them, and one word', () => {
    expect(resultsJson('prod', 'kind', results)).toEqual({
      stack: 'prod',
      context: 'kind',
      ok: false,
      checks: results,
    });
    expect(resultsJson('prod', 'kind', results.slice(0, 1))['ok']).toBe(true);
  });
});
