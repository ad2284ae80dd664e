import { expect, test } from '@jest/globals';
import type { AlertmanagerConfig } from '../../routing/alertmanager';
import { deadEnds } from '../../routing/deadEnds';

const config = (changes: Partial<AlertmanagerConfig>): AlertmanagerConfig => ({
  global: {},
  templates: [],
  inhibit_rules: [],
  route: { receiver: 'a' },
  receivers: [{ name: 'a', webhook_configs: [{ send_resolved: true, timeout: '10s', url_file: '/url' }] }],
  ...changes,
});
const page = {
  name: 'page',
  pagerduty_configs: [],
};
const hours = { name: 'hours', time_intervals: [{ weekdays: ['monday'], location: 'UTC' }] };

test.each<[string, Partial<AlertmanagerConfig>, string[]]>([
  ['a sound configuration', {}, []],
  [
    'a receiver that no route leads to',
    { receivers: [...config({}).receivers, { name: 'b', webhook_configs: [] }] },
    ['no route leads to receiver b'],
  ],
  [
    'a route to nowhere',
    { route: { receiver: 'a', routes: [{ receiver: 'c' }] } },
    ['no receiver is called c'],
  ],
  ['a receiver without a channel', { receivers: [{ name: 'a' }] }, ['receiver a has no channel']],
  [
    'a window that is not defined',
    { route: { receiver: 'a', routes: [{ receiver: 'a', active_time_intervals: ['hours'] }] } },
    ['no time interval is called hours'],
  ],
  ['a window that no route uses', { time_intervals: [hours] }, ['no route uses time interval hours']],
  [
    'a window before a pager',
    {
      route: { receiver: 'a', routes: [{ receiver: 'page', mute_time_intervals: ['hours'] }] },
      receivers: [...config({}).receivers, page],
      time_intervals: [hours],
    },
    ['a window would leave incidents of page open for ever'],
  ],
  [
    'matchers that contradict those above',
    {
      route: {
        receiver: 'a',
        routes: [
          { receiver: 'a', matchers: ['team="x"'], routes: [{ receiver: 'a', matchers: ['team="y"'] }] },
        ],
      },
    },
    ['no alert can meet team="x", team="y" (route to a)'],
  ],
])('%s', (_what, changes, found) => {
  expect(deadEnds(config(changes))).toEqual(found);
});
