import { describe, expect, test } from '@jest/globals';
import * as k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';

import { difference, isEmpty } from '../../plan/diff/difference';
import type { Difference } from '../../plan/diff/model';
import { differenceText } from '../../plan/diff/text';
import { changesOf } from '../../plan/diff/values';
import type { Json } from '../../plan/json';
import type { Plan } from '../../plan/model';
import { parsePlan, planOf, planText } from '../../plan/plan';
import { record } from '../../plan/recorder';

async function planFrom(program: () => unknown): Promise<Plan> {
  const recording = await record(program, { project: 'p', stack: 's' });
  return planOf({ stack: { secrets: [], locked: [], warnings: [] }, recording });
}

async function compared(before: () => unknown, after: () => unknown): Promise<Difference> {
  const [old, now] = [await planFrom(before), await planFrom(after)];
  const forth = difference(old, now);
  expect(isEmpty(difference(now, now))).toBe(true);
  expect(isEmpty(forth)).toBe(false);
  return forth;
}

class Part extends pulumi.ComponentResource {
  constructor(
    name: string,
    make: (parent: pulumi.ComponentResource) => void,
    { type = 'Part', ...options }: pulumi.ComponentResourceOptions & { type?: string } = {},
  ) {
    super(`p:index:${type}`, name, {}, options);
    make(this);
    this.registerOutputs({});
  }
}

const map = (name: string, data: Record<string, string> = {}, options: pulumi.CustomResourceOptions = {}) =>
  new k8s.core.v1.ConfigMap(name, { metadata: { name, namespace: 'n' }, data }, options);

const rules = (name: string, group: string, list: Json[], settings = {}) =>
  new k8s.apiextensions.CustomResource(name, {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PrometheusRule',
    metadata: { name, namespace: 'n' },
    spec: { groups: [{ name: group, ...settings, rules: list }] },
  });

const dashboard = (value: object) =>
  new k8s.core.v1.ConfigMap('board', {
    metadata: { name: 'board', namespace: 'n', labels: { grafana_dashboard: '1' } },
    data: { 'board.json': JSON.stringify(value) },
  });

describe('values', () => {
  test.each<[string, Json, Json, ReturnType<typeof changesOf>]>([
    ['a changed leaf', { a: { b: 1 } }, { a: { b: 2 } }, [{ path: 'a.b', before: 1, after: 2 }]],
    [
      'an added and a removed key',
      { a: 1 },
      { 'b.c': 2 },
      [
        { path: 'a', before: 1 },
        { path: '["b.c"]', after: 2 },
      ],
    ],
    [
      'an element in front',
      [{ name: 'x' }],
      [{ name: 'y' }, { name: 'x' }],
      [{ path: '[0]', after: { name: 'y' } }],
    ],
    [
      'a change inside a named element that moved',
      [{ name: 'x', v: 1 }, { name: 'y' }],
      [{ name: 'y' }, { name: 'x', v: 2 }],
      [{ path: '[1].v', before: 1, after: 2 }],
    ],
    ['a text in a list', ['a', 'b'], ['a', 'c', 'b'], [{ path: '[1]', after: 'c' }]],
    ['another order alone', ['a', 'b'], ['b', 'a'], [{ path: '', before: ['a', 'b'], after: ['b', 'a'] }]],
    ['another type', { a: [1] }, { a: { b: 1 } }, [{ path: 'a', before: [1], after: { b: 1 } }]],
    ['nothing', { a: [{ b: 1, c: 2 }] }, { a: [{ c: 2, b: 1 }] }, []],
  ])('%s', (_title, before, after, changes) => {
    expect(changesOf(before, after)).toEqual(changes);
  });
});

describe('resources', () => {
  test('that come, go and change are named, with the property paths', async () => {
    const { resources } = await compared(
      () => [map('same'), map('old'), map('changed', { a: '1', b: '2' })],
      () => [map('same'), map('new'), map('changed', { a: '1', b: '3' }, { protect: true })],
    );
    expect(resources.added.map(({ type, name }) => `${type} ${name}`)).toEqual(['ConfigMap new']);
    expect(resources.removed.map(({ type, name }) => `${type} ${name}`)).toEqual(['ConfigMap old']);
    expect(resources.changed).toEqual([
      {
        urn: 'urn:pulumi:s::p::kubernetes:core/v1:ConfigMap::changed',
        type: 'ConfigMap',
        name: 'changed',
        properties: [
          { path: 'data.b', before: '2', after: '3' },
          { path: 'options.protect', after: true },
        ],
        content: [],
      },
    ]);
  });

  test('another dependency is a change', async () => {
    const { resources } = await compared(
      () => [map('a'), map('b')],
      () => map('b', {}, { dependsOn: map('a') }),
    );
    expect(resources.changed.map(({ name, properties }) => [name, properties])).toEqual([
      ['b', [{ path: 'dependsOn[0]', after: 'ConfigMap a' }]],
    ]);
  });

  test('a renamed component takes its children along, and they are no additions', async () => {
    const children = (part: string) => (parent: pulumi.ComponentResource) => {
      const first = map(`${part}-one`, {}, { parent });
      map('two', { a: part }, { parent, dependsOn: first });
    };
    const { resources } = await compared(
      () => new Part('old', children('old')),
      () =>
        new Part('new', children('new'), { type: 'Piece', aliases: [{ name: 'old', type: 'p:index:Part' }] }),
    );
    expect([resources.added, resources.removed]).toEqual([[], []]);
    expect(
      resources.changed.map(({ name, renamedFrom, renamedWithParent }) => [
        name,
        renamedFrom,
        renamedWithParent,
      ]),
    ).toEqual([
      ['new-one', 'urn:pulumi:s::p::p:index:Part$kubernetes:core/v1:ConfigMap::old-one', undefined],
      ['two', 'urn:pulumi:s::p::p:index:Part$kubernetes:core/v1:ConfigMap::two', true],
      ['new', 'urn:pulumi:s::p::p:index:Part::old', undefined],
    ]);
    expect(resources.changed[1]?.properties).toEqual([{ path: 'data.a', before: 'old', after: 'new' }]);
  });

  test('without an alias a renamed component is all new', async () => {
    const child = (parent: pulumi.ComponentResource) => map('child', {}, { parent });
    const { resources } = await compared(
      () => new Part('old', child),
      () => new Part('new', child),
    );
    expect([resources.added.length, resources.removed.length]).toEqual([1, 1]);
  });

  test('an alias by URN counts as well', async () => {
    const { resources } = await compared(
      () => map('old'),
      () => map('new', {}, { aliases: ['urn:pulumi:s::p::kubernetes:core/v1:ConfigMap::old'] }),
    );
    expect(resources.changed.map(({ renamedFrom }) => renamedFrom)).toEqual([
      'urn:pulumi:s::p::kubernetes:core/v1:ConfigMap::old',
    ]);
  });

  test('another provider version is said once', async () => {
    const old = await planFrom(() => [map('a'), map('b')]);
    const now = { ...old, resources: old.resources.map((r) => (r.version ? { ...r, version: '9.0.0' } : r)) };
    const { providers, resources } = difference(old, now);
    expect(providers).toEqual([{ provider: 'kubernetes', before: '4.34.2', after: '9.0.0', resources: 2 }]);
    expect(resources.changed).toEqual([]);
  });
});

describe('rules', () => {
  const alert = (name: string, more: object = {}) => ({ alert: name, expr: 'up == 0', labels: {}, ...more });

  test('show added, removed and changed alerts and records with what changed in them', async () => {
    const { rules: changes, resources } = await compared(
      () =>
        rules('r', 'g', [
          alert('Same'),
          alert('Gone'),
          alert('Down', { for: '5m' }),
          { record: 'a:b', expr: '1' },
        ]),
      () =>
        rules('r', 'g', [
          alert('New', { expr: 'up == 1' }),
          alert('Down', { for: '10m', annotations: { summary: 'x' } }),
          { record: 'a:b', expr: '2' },
          alert('Same'),
        ]),
    );
    expect(changes).toEqual({
      added: [{ kind: 'alert', name: 'New', identity: '', group: 'r/g' }],
      removed: [{ kind: 'alert', name: 'Gone', identity: '', group: 'r/g' }],
      changed: [
        {
          kind: 'alert',
          name: 'Down',
          identity: '',
          group: 'r/g',
          changes: [
            { path: 'annotations', after: { summary: 'x' } },
            { path: 'for', before: '5m', after: '10m' },
          ],
        },
        {
          kind: 'record',
          name: 'a:b',
          identity: '',
          group: 'r/g',
          changes: [{ path: 'expr', before: '1', after: '2' }],
        },
      ],
    });
    expect(resources.changed.map(({ properties, content }) => [properties, content])).toEqual([
      [[], ['spec.groups']],
    ]);
  });

  test('with another name and another link alone are renamed', async () => {
    const link = (name: string) => ({ annotations: { runbook_url: `https://r/${name}.md` } });
    const { rules: changes } = await compared(
      () => rules('r', 'g', [alert('Old', link('Old')), alert('Other', { expr: '1' })]),
      () => rules('r', 'g', [alert('New', link('New')), alert('Other', { expr: '1' })]),
    );
    expect(changes).toEqual({
      added: [],
      removed: [],
      changed: [
        {
          kind: 'alert',
          name: 'New',
          identity: '',
          group: 'r/g',
          renamedFrom: 'Old',
          changes: [
            { path: 'annotations.runbook_url', before: 'https://r/Old.md', after: 'https://r/New.md' },
          ],
        },
      ],
    });
  });

  test('that only move to another group or object are one change, not an addition and a removal', async () => {
    const { rules: changes } = await compared(
      () => [rules('r', 'g', [alert('Stays'), alert('Moves')])],
      () => [rules('r', 'g', [alert('Stays')]), rules('other', 'h', [alert('Moves')])],
    );
    expect(changes.removed).toEqual([]);
    expect(changes.changed).toEqual([
      {
        kind: 'alert',
        name: 'Moves',
        identity: '',
        group: 'other/h',
        changes: [{ path: 'group', before: 'r/g', after: 'other/h' }],
      },
    ]);
  });

  test('of one name are told apart by their labels', async () => {
    const burn = (window: string, expr: string) => alert('Burn', { expr, labels: { window } });
    const { rules: changes } = await compared(
      () => rules('r', 'g', [burn('1h', 'a'), burn('6h', 'b')]),
      () => rules('r', 'g', [burn('6h', 'c'), burn('1h', 'a')]),
    );
    expect(changes.changed.map(({ identity, changes: own }) => [identity, own])).toEqual([
      ['{window="6h"}', [{ path: 'expr', before: 'b', after: 'c' }]],
    ]);
  });

  test('settings of a group are compared too', async () => {
    const { rules: changes } = await compared(
      () => rules('r', 'g', [alert('A')], { interval: '30s' }),
      () => rules('r', 'g', [alert('A')], { interval: '1m' }),
    );
    expect(changes.changed).toEqual([
      {
        kind: 'group',
        name: 'r/g',
        identity: '',
        group: 'r/g',
        changes: [{ path: 'interval', before: '30s', after: '1m' }],
      },
    ]);
  });
});

describe('dashboards', () => {
  const panel = (id: number, title: string, expr: string) => ({ id, title, targets: [{ refId: 'A', expr }] });

  test('show panels and queries, also those inside rows', async () => {
    const { dashboards, resources } = await compared(
      () =>
        dashboard({
          uid: 'u',
          title: 'Board',
          panels: [
            panel(1, 'One', 'a'),
            { id: 9, type: 'row', title: 'Row', panels: [panel(2, 'Two', 'b')] },
          ],
        }),
      () =>
        dashboard({
          uid: 'u',
          title: 'Board',
          refresh: '1m',
          panels: [
            panel(3, 'Three', 'c'),
            { id: 9, type: 'row', title: 'Row', panels: [panel(2, 'Two', 'sum(b)')] },
          ],
        }),
    );
    expect(dashboards).toEqual({
      added: [],
      removed: [],
      changed: [
        {
          uid: 'u',
          title: 'Board',
          addedPanels: ['Three'],
          removedPanels: ['One'],
          changedPanels: [{ panel: 'Two', changes: [{ path: 'queries.A', before: 'b', after: 'sum(b)' }] }],
          changes: [{ path: 'refresh', after: '1m' }],
        },
      ],
    });
    expect(resources.changed.map(({ content }) => content)).toEqual([['data["board.json"]']]);
  });

  test('come and go by uid', async () => {
    const { dashboards } = await compared(
      () => dashboard({ uid: 'a', title: 'A' }),
      () => dashboard({ uid: 'b', title: 'B' }),
    );
    expect([dashboards.added, dashboards.removed]).toEqual([
      [{ uid: 'b', title: 'B' }],
      [{ uid: 'a', title: 'A' }],
    ]);
  });
});

describe('chart values, routes and outputs', () => {
  const release = (values: object) =>
    new k8s.helm.v3.Release('r', {
      name: 'r',
      chart: 'oci://example.com/charts/stack',
      version: '1.0.0',
      values,
    });
  const alertmanager = (text: string) =>
    new k8s.core.v1.Secret('am', {
      metadata: { name: 'am', namespace: 'n', labels: { 'observatory.dev/contains': 'configuration' } },
      stringData: { 'alertmanager.yaml': text },
    });

  test('are compared by what they say, not as text', async () => {
    const changes = await compared(
      () => {
        release({ a: { b: 1 }, list: ['x'] });
        alertmanager('route:\n  receiver: a\n  routes: [{receiver: b}]\n');
        return { url: 'old' };
      },
      () => {
        release({ a: { b: 2 }, list: ['x'] });
        alertmanager('# comment\nroute: {routes: [{receiver: c}, {receiver: b}], receiver: a}\n');
        return { url: 'new' };
      },
    );
    expect(changes.values).toEqual([{ name: 'r', changes: [{ path: 'a.b', before: 1, after: 2 }] }]);
    expect(changes.routes).toEqual([
      { name: 'am', changes: [{ path: 'route.routes[0]', after: { receiver: 'c' } }] },
    ]);
    expect(changes.outputs).toEqual([{ path: 'url', before: 'old', after: 'new' }]);
    expect(changes.resources.changed.map(({ name, content }) => [name, content])).toEqual([
      ['am', ['stringData["alertmanager.yaml"]']],
      ['r', ['values']],
    ]);
  });

  test('a routes file that changes only its layout changes the object, not the routes', async () => {
    const changes = await compared(
      () => alertmanager('route: {receiver: a}\n'),
      () => alertmanager('route:\n  receiver: a\n'),
    );
    expect(changes.routes).toEqual([]);
    expect(changes.resources.changed).toHaveLength(1);
  });
});

describe('the text of a difference', () => {
  test('is short, marks what comes, goes and changes, and shows long texts line by line', async () => {
    const long = (word: string) => ({ text: `first line\n${word}\nlast line`, short: word });
    const changes = await compared(
      () => [map('old'), map('changed', long('before'))],
      () => [map('new'), map('changed', long('after'))],
    );
    expect(differenceText(changes, 's against main')).toBe(`s against main: 1 added, 1 removed, 1 changed

Resources
  + ConfigMap new
  - ConfigMap old
  ~ ConfigMap changed
      ~ data.short: before → after
      ~ data.text:
          - before
          + after
`);
  });

  test('says so when nothing changes', async () => {
    const plan = await planFrom(() => map('a'));
    expect(differenceText(difference(plan, plan), 's against main')).toBe('s against main: no change\n');
  });
});

test('a plan reads back as it was written, and another format is refused', async () => {
  const plan = await planFrom(() => map('a'));
  expect(isEmpty(difference(plan, parsePlan(planText(plan), 'x')))).toBe(true);
  expect(() => parsePlan('{"format": 0}', 'x')).toThrow('x was not written by this version of plan.');
  expect(() => parsePlan('{', 'x')).toThrow('x is no JSON.');
});
