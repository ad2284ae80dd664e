import { describe, expect, test } from '@jest/globals';
import { filtered, type Filter } from '../../../plan/routes/filter';
import { forecast } from '../../../routing/simulate/forecast';
import type { AlertFacts, FinishedConfig } from '../../../routing/simulate/model';
import { simulatorOf } from '../../../routing/simulate/simulator';

const config: FinishedConfig = {
  route: {
    receiver: 'platform-chat',
    routes: [
      { matchers: ['team="shop"'], receiver: 'shop-chat' },
      { matchers: ['team="shop-eu"'], receiver: 'shop-eu-chat' },
    ],
  },
};
const alert = (name: string, team?: string): AlertFacts => ({
  name,
  labels: { alertname: name, ...(team === undefined ? {} : { team }) },
  forSeconds: 0,
  origin: 'stack',
});
const all = forecast(
  simulatorOf(config),
  [
    alert('HighLatency', 'shop'),
    alert('HighErrorRate', 'shop-eu'),
    alert('Orphan', 'gone'),
    alert('Unowned'),
  ],
  { now: new Date('2026-11-21T08:00:00Z') },
);
const names = (filter: Filter): string[] => filtered(all, config, filter).map((one) => one.alert.name);

test.each<[string, Filter, string[]]>([
  ['nothing asked is everything', {}, ['HighLatency', 'HighErrorRate', 'Orphan', 'Unowned']],
  ['one alert', { alert: 'Orphan' }, ['Orphan']],
  ['a team, not the one whose name is longer', { team: 'shop' }, ['HighLatency']],
  ['the platform team also has what nobody else takes', { team: 'platform' }, ['Orphan', 'Unowned']],
  ['both', { team: 'platform', alert: 'Unowned' }, ['Unowned']],
])('%s', (_what, filter, expected) => {
  expect(names(filter)).toEqual(expected);
});

describe('a name that the stack does not have', () => {
  test.each<[Filter, string]>([
    [{ alert: 'HighLatncy' }, '--alert HighLatncy: the stack has no such alert; did you mean HighLatency?'],
    [
      { alert: 'Xyzzy' },
      '--alert Xyzzy: the stack has no such alert; there are HighErrorRate, HighLatency, Orphan, Unowned',
    ],
    [{ team: 'platfrom' }, '--team platfrom: the stack has no such team; did you mean platform?'],
    [{ team: 'xyzzy' }, '--team xyzzy: the stack has no such team; there are gone, platform, shop, shop-eu'],
  ])('%j', (filter, message) => {
    expect(() => names(filter)).toThrow(message);
  });
});
