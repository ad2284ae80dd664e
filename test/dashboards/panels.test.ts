import { describe, expect, test } from '@jest/globals';
import { dataSources } from '../../config/naming';
import { grafanaUnit } from '../../dashboards/lib/units';
import type { Unit } from '../../signals/signal';
import { unitOf } from '../support/boardFaults';
import { annotationsOf, dashboards, panelsOf, withValues } from '../support/dashboards';
import { knownSignals } from '../support/knownSignals';
import { onlySelector, selectorsIn } from '../support/promql';

const all = dashboards.flatMap((board) =>
  panelsOf(board).flatMap((panel) =>
    panel.type === 'row' ? [] : [{ board, panel, name: `${board.title} / ${panel.title}` }],
  ),
);

describe.each(all)('panel $name', ({ board, panel }) => {
  test('has a description', () => {
    expect(panel.description).toMatch(/\.$/);
  });

  test('shows every query in the unit of what it asks for', () => {
    (panel.targets ?? []).forEach(({ expr }, index) => {
      expect(unitOf(panel, index)).toMatch(/^[a-zA-Zµ]+$/);
      // What is computed (a rate, a quotient, a count) has a unit of its own.
      const metric = onlySelector(withValues(expr));
      const signal = metric === undefined ? undefined : knownSignals.get(metric);
      // A count of things that exist or not is a count.
      if (signal === undefined || signal.unit === 'bool') return;
      // Business signals come in several units, and their label `unit` says which.
      const asked = selectorsIn(withValues(expr))[0]?.matchers.find(({ label }) => label === 'unit')?.value;
      const unit = (asked ?? signal.unit) as Unit;
      expect([expr, unitOf(panel, index)]).toEqual([expr, grafanaUnit[unit]]);
    });
  });

  test('names its data source by uid, queries included', () => {
    expect(panel.datasource?.uid).toBe(dataSources.prometheus);
    for (const { datasource } of panel.targets ?? []) expect(datasource.uid).toBe(dataSources.prometheus);
  });

  test('invents no value where there is none', () => {
    for (const { expr } of panel.targets ?? []) expect(expr).not.toMatch(/or\s+(on\s*\(\)\s*)?vector\(/);
  });

  test('lies within the grid and over no other', () => {
    const { x, y, w, h } = panel.gridPos;
    expect(x + w).toBeLessThanOrEqual(24);
    const overlapping = panelsOf(board).filter(
      ({ id, gridPos: other }) =>
        id !== panel.id &&
        x < other.x + other.w &&
        other.x < x + w &&
        y < other.y + other.h &&
        other.y < y + h,
    );
    expect(overlapping.map(({ title }) => title)).toEqual([]);
  });
});

describe.each(dashboards.map((board) => ({ board, title: board.title })))('board $title', ({ board }) => {
  test('leads to the others, with the time and the choices that were made', () => {
    expect(board.model['links']).toContainEqual(
      expect.objectContaining({
        type: 'dashboards',
        tags: ['observatory'],
        includeVars: true,
        keepTime: true,
      }),
    );
    expect(board.model['tags']).toContain('observatory');
  });

  test('uses only variables that it has', () => {
    const { list } = board.model['templating'] as { list: { name: string; query: string }[] };
    const has = new Set(list.map(({ name }) => name));
    const queries = [
      ...panelsOf(board).flatMap(({ targets = [] }) => targets.map(({ expr }) => expr)),
      ...annotationsOf(board).map(({ expr }) => expr),
      ...list.map(({ query }) => query),
    ];
    const used = queries.flatMap((query) => [...query.matchAll(/\$(\w+)/g)].map(([, name = '']) => name));
    expect(used.filter((name) => !has.has(name))).toEqual([]);
  });
});

test('a board of applications marks their deployments on every graph', () => {
  const health = dashboards.find(({ uid }) => uid === 'system-health');
  expect(health === undefined ? [] : annotationsOf(health)).toEqual([
    expect.objectContaining({
      name: 'Deployments',
      enable: true,
      expr: 'changes(application:workload_generation:max{environment="$environment",namespace=~"$namespace",application=~"$application"}[2m]) > 0',
    }),
  ]);
});
