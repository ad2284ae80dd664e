import { describe, expect, test } from '@jest/globals';
import type { LogStore, TraceStore } from '../../config/schema/dataSource';
import { buildDashboards } from '../../dashboards';
import { dashboardsInput, panelsOf } from '../support/dashboards';

interface Stores {
  readonly logs?: LogStore;
  readonly traces?: TraceStore;
}
const url = 'http://store.example.svc';
const loki: LogStore = { kind: 'loki', url, serviceLabel: 'service_name' };
const elasticsearch: LogStore = { kind: 'elasticsearch', url, index: 'logs-*', serviceField: 'service.name' };

const linksOn = (title: string, stores: Stores): { title: string; url: string }[] => {
  const board = buildDashboards({ ...dashboardsInput, stores }).find(({ uid }) => uid === 'system-health');
  const panel = (board === undefined ? [] : panelsOf(board)).find((one) => one.title === title);
  if (panel === undefined) throw new Error(`no panel ${title}`);
  return (panel.fieldConfig?.defaults as { links?: { title: string; url: string }[] }).links ?? [];
};

/** What Explore opens, with what Grafana fills in. */
const opened = (title: string, stores: Stores): unknown => {
  const [link] = linksOn(title, stores);
  const filled = (link?.url ?? '')
    .replaceAll('${__field.labels.application}', 'shop')
    .replaceAll('${__from}', '1000')
    .replaceAll('${__to}', '2000');
  const { origin, pathname, searchParams } = new URL(filled);
  expect(`${origin}${pathname}`).toBe('https://grafana.example.com/explore');
  expect(searchParams.get('schemaVersion')).toBe('1');
  return JSON.parse(searchParams.get('panes') ?? '');
};

describe('a series of an application leads to Explore, with its application and the time of the board', () => {
  test.each<[string, Stores, object]>([
    ['Loki', { logs: loki }, { expr: '{service_name="shop"}', queryType: 'range' }],
    [
      'Elasticsearch',
      { logs: elasticsearch },
      { query: 'service.name:"shop"', metrics: [{ id: '1', type: 'logs' }] },
    ],
    ['Jaeger', { traces: { kind: 'jaeger', url } }, { queryType: 'search', service: 'shop' }],
    [
      'Tempo',
      { traces: { kind: 'tempo', url } },
      { queryType: 'traceql', query: '{resource.service.name="shop"}' },
    ],
  ])('%s', (name, stores, query) => {
    const uid = stores.logs === undefined ? 'traces' : 'logs';
    const datasource = { type: name.toLowerCase(), uid };
    expect(opened('Requests', stores)).toEqual({
      a: {
        datasource: uid,
        queries: [{ refId: 'A', datasource, ...query }],
        range: { from: '1000', to: '2000' },
      },
    });
  });
});

test('both, where both are there', () => {
  const links = linksOn('Error rate', { logs: loki, traces: { kind: 'tempo', url } });
  expect(links.map(({ title }) => title)).toEqual(['Logs', 'Traces']);
});

test('no link without a store, and none from a series that is of no application', () => {
  expect(linksOn('Requests', {})).toEqual([]);
  expect(linksOn('Network received', { logs: loki })).toEqual([]);
});
