import { expect, test } from '@jest/globals';
import { dashboards, panelsOf, type PlainPanel } from '../support/dashboards';

const board = dashboards.find(({ uid }) => uid === 'system-health');
if (board === undefined) throw new Error('there is no dashboard');
const panels = panelsOf(board);
const byTitle = (title: string): PlainPanel => {
  const found = panels.find((panel) => panel.title === title);
  if (found === undefined) throw new Error(`no panel "${title}"`);
  return found;
};

test('has the panels that the reference systems ask for, in this order', () => {
  expect(panels.map(({ type, title }) => `${type}: ${title}`)).toEqual([
    'row: Is it up?',
    'stat: Service status',
    'stat: Probes',
    'row: Traffic, errors, latency',
    'timeseries: Requests',
    'timeseries: Error rate',
    'timeseries: Latency p95',
    'timeseries: Latency p50',
    'timeseries: Latency p99',
    'row: Objectives',
    'table: Error budgets',
    'timeseries: Burn rate',
    'row: CPU and memory per service',
    'timeseries: CPU',
    'timeseries: Memory',
    'timeseries: CPU of what is allowed',
    'timeseries: Memory of what is allowed',
    'timeseries: Open files of what is allowed',
    'row: Nodes',
    'timeseries: CPU in use',
    'timeseries: Memory in use',
    'timeseries: Disk space used',
    'timeseries: Disk busy',
    'timeseries: Network received',
    'timeseries: Network sent',
  ]);
});

test('refreshes every 30 s, is not edited by hand, and opens with the environment of the stack', () => {
  expect(board.model).toMatchObject({
    uid: 'system-health',
    title: 'System Health',
    refresh: '30s',
    editable: false,
    schemaVersion: 42,
  });
  expect(board.model['templating']).toMatchObject({
    list: [
      { name: 'environment', current: { text: 'prod', value: 'prod' }, multi: false },
      { name: 'namespace', multi: true, includeAll: true, allValue: '.+' },
      { name: 'application', multi: true, includeAll: true, allValue: '.+' },
    ],
  });
});

test('its variables narrow one another', () => {
  const { list } = board.model['templating'] as { list: { query: string }[] };
  expect(list.map(({ query }) => query)).toEqual([
    'label_values(up{application!=""}, environment)',
    'label_values(up{application!="",environment="$environment"}, namespace)',
    'label_values(up{application!="",environment="$environment",namespace=~"$namespace"}, application)',
  ]);
});

test('what concerns applications follows all three variables, what concerns nodes the environment', () => {
  const asked = (title: string) => byTitle(title).targets?.map(({ expr }) => expr);
  const perApplication = '{environment="$environment",namespace=~"$namespace",application=~"$application"}';
  expect(asked('Requests')).toEqual([`application:http_requests:rate5m${perApplication}`]);
  expect(asked('Network received')).toEqual([
    'instance:node_network_receive_bytes_excluding_lo:rate5m{environment="$environment"}',
  ]);
});

test('thresholds are drawn where they alarm: dashed, red, of each application', () => {
  for (const [title, threshold] of [
    ['Error rate', 'application:http_requests_errors:ratio_threshold'],
    ['Latency p95', 'application:http_request_duration_seconds:p95_threshold'],
  ] as const) {
    const { targets = [], fieldConfig } = byTitle(title);
    const drawn = targets.find(({ expr }) => expr.startsWith(threshold));
    const look = fieldConfig?.overrides.find(({ matcher }) => matcher.options === drawn?.refId);
    expect(look?.matcher.id).toBe('byFrameRefID');
    expect(look?.properties).toContainEqual({ id: 'color', value: { mode: 'fixed', fixedColor: 'red' } });
    expect(look?.properties).toContainEqual({
      id: 'custom.lineStyle',
      value: { fill: 'dash', dash: [8, 8] },
    });
  }
});
