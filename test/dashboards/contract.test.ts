import { expect, test } from '@jest/globals';
import { maxObjectBytes } from '../../config/partition';
import { stableId } from '../../dashboards/lib/identity';
import { place } from '../../dashboards/lib/grid';
import { grafanaUnit } from '../../dashboards/lib/units';
import { dashboardUids } from '../../dashboards/uids';
import { catalogue } from '../../signals/catalogue';
import { dashboards, panelsOf } from '../support/dashboards';

test('uids and titles are unique, and the uids are those that alerts link to', () => {
  const uids = dashboards.map(({ uid }) => uid);
  expect(uids).toEqual([...new Set(uids)]);
  expect(uids.sort()).toEqual(Object.values(dashboardUids).sort());
  const titles = dashboards.map(({ title }) => title);
  expect(titles).toEqual([...new Set(titles)]);
});

test('each is far below the size of a ConfigMap', () => {
  for (const { model } of dashboards) {
    expect(Buffer.byteLength(JSON.stringify(model, null, 1))).toBeLessThan(maxObjectBytes / 2);
  }
});

test('panel ids are unique within a dashboard and fit 32 bits', () => {
  for (const dashboard of dashboards) {
    const ids = panelsOf(dashboard).map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)]);
    for (const id of ids) expect(id).toBeLessThanOrEqual(2 ** 31);
  }
});

test('the id of a panel follows from its name alone, so links to it last', () => {
  expect(stableId('system-health/Is it up?/Service status')).toBe(1994106483);
  expect(stableId('a')).not.toBe(stableId('b'));
});

test('panels fill a line and go on in the next one, below the highest', () => {
  const panel = (width: 'third' | 'half' | 'full', height: number) => ({
    title: '',
    width,
    height,
    build: () => ({ type: 'text' }),
  });
  const { positions, bottom } = place(
    [panel('third', 8), panel('third', 5), panel('half', 4), panel('full', 3)],
    10,
  );
  expect(positions).toEqual([
    { x: 0, y: 10, w: 8, h: 8 },
    { x: 8, y: 10, w: 8, h: 5 },
    { x: 0, y: 18, w: 12, h: 4 },
    { x: 0, y: 22, w: 24, h: 3 },
  ]);
  expect(bottom).toBe(25);
});

test('every unit of a signal is one of Grafana’s', () => {
  for (const { unit } of catalogue) expect(grafanaUnit[unit]).toMatch(/^[a-zA-Zµ]+$/);
});
