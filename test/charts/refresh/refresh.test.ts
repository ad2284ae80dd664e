import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import type { KnownChart } from '../../../charts/knownCharts';
import { readChart } from '../../../charts/refresh/archive';
import { knownChartOf } from '../../../charts/refresh/knownChartOf';
import { pinnedSchemasOf } from '../../../charts/refresh/pinnedSchemas';
import { refreshCharts, refreshedFiles } from '../../../charts/refresh/refresh';
import { chartArchive, chartYaml, type Files } from './archives';

const name = 'kube-prometheus-stack';

const dependencies = `dependencies:
  - { name: sub, version: 1.0.0, condition: subEnabled.here, tags: [extras] }
  - { name: sub, alias: twin, version: 1.0.0 }
  - { name: packed, version: 2.0.0 }
`;

const values = `
replicas: 1
retention: 10d
enabled: true
nothing: null
labels: {}
# team: a
switches: {}
hosts: []
resources:
  limits:
    cpu: 100m
service:
  type: ClusterIP
  # nodePort: 30903
config:
  # level: info
  format: logfmt
routes:
  main:
    host: a
text: 'host {{ .Values.fromText }}'
sub:
  image:
    tag: outer
`;

const template = `
{{- if and .Values.enabled .Values.service.nodePort .Values.onlyTemplate }}
labels: {{ toYaml .Values.labels }}
{{- end }}
{{ with .Values.resources }}{{ toYaml . }}{{ end }}
{{ if .Values.switches.known }}x{{ end }}
{{ range $name, $route := .Values.routes }}{{ $route.host }}{{ $route.path }}{{ end }}
{{ range .Values.hosts }}{{ .name }}{{ end }}
{{ toYaml .Values.retention }}
{{ include "sub.name" . }}
`;

const sub: Files = {
  'Chart.yaml': chartYaml('sub', '1.0.0'),
  'values.yaml': 'image:\n  repository: r\n  tag: inner\n# priorityClassName: ""\nglobal: {}\n',
  'templates/_helpers.tpl': '{{ define "sub.name" }}{{ .Values.nameOverride }}{{ end }}',
  'templates/a.yaml':
    '{{ .Values.global.registry }}{{ include "sub.name" . }}{{ .Values.priorityClassName }}',
};

const archive = chartArchive(name, {
  'Chart.yaml': chartYaml(name, '9.9.9', dependencies),
  'values.yaml': values,
  'templates/a.yaml': template,
  'templates/NOTES.txt': '{{ .Values.notes }}',
  'templates/readme.md': '{{ .Values.ignored',
  ...Object.fromEntries(Object.entries(sub).map(([path, text]) => [`charts/sub/${path}`, text])),
  'charts/packed-2.0.0.tgz': chartArchive('packed', {
    'Chart.yaml': chartYaml('packed', '2.0.0'),
    'values.yaml': 'inner: true\n',
  }),
});

const knownOf = async (): Promise<KnownChart> => knownChartOf(await readChart(archive, 'test.tgz'));

const crd = (kind: string, versions: string): string => `
{{- if .Values.crds.enabled }}
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  annotations:
    {{- with .Values.annotations }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
    a: b
spec:
  group: monitoring.coreos.com
  names: { kind: ${kind} }
  scope: Namespaced
  versions:
  - name: ${versions}
    schema:
      openAPIV3Schema:
        properties:
          spec:
            type: object
            description: dropped
            required: [name, mode]
            x-kubernetes-validations: [{ rule: 'true' }]
            properties:
              name: { type: string, description: dropped, minLength: 1 }
              mode: { type: string, default: a }
              description: { type: string }
              list:
                type: array
                x-kubernetes-list-type: map
                x-kubernetes-list-map-keys: [name]
                items: { type: object, x-kubernetes-map-type: atomic, additionalProperties: { type: string, description: no } }
              set: { type: array, x-kubernetes-list-type: atomic, items: { type: string } }
{{- end }}
`;

const kinds = {
  AlertmanagerConfig: 'v1alpha1',
  PodMonitor: 'v1',
  Probe: 'v1',
  PrometheusRule: 'v1',
  ScrapeConfig: 'v1alpha1',
  ServiceMonitor: 'v1',
};

const crdArchive = (definitions: Record<string, string>): Buffer =>
  chartArchive('prometheus-operator-crds', {
    'Chart.yaml': chartYaml('prometheus-operator-crds', '31.0.1'),
    'values.yaml': 'crds:\n  enabled: true\n',
    'charts/crds/Chart.yaml': chartYaml('crds', '0.0.0'),
    ...Object.fromEntries(
      Object.entries(definitions).map(([kind, version]) => [
        `charts/crds/templates/${kind}.yaml`,
        crd(kind, version),
      ]),
    ),
  });

describe('the list made of a chart archive', () => {
  it('holds defaults, keys in comments, keys of templates, and subcharts under their key or alias', async () => {
    expect((await knownOf()).values).toEqual({
      config: { format: 'string', level: 'string (comment)' },
      enabled: 'boolean',
      fromText: 'any (template)',
      global: { registry: 'any (template)' },
      hosts: 'list',
      labels: 'map',
      nameOverride: 'any (template)',
      notes: 'any (template)',
      nothing: 'null',
      onlyTemplate: 'any (template)',
      packed: { inner: 'boolean' },
      replicas: 'number',
      resources: { '*': 'any', limits: { cpu: 'string' } },
      // Rendered as YAML, so that a map would do as well.
      retention: 'any',
      routes: {
        '*': { host: 'any (template)', path: 'any (template)' },
        main: { host: 'string', path: 'any (template)' },
      },
      service: { nodePort: 'number (comment)', type: 'string' },
      sub: {
        global: { registry: 'any (template)' },
        image: { repository: 'string', tag: 'string' },
        nameOverride: 'any (template)',
        priorityClassName: 'string (comment)',
      },
      subEnabled: { here: 'any (template)' },
      // Empty by default, but templates only ever read one key of it.
      switches: { known: 'any (template)' },
      tags: { extras: 'any (template)' },
      text: 'string',
      twin: {
        global: { registry: 'any (template)' },
        image: { repository: 'string', tag: 'string' },
        nameOverride: 'any (template)',
        priorityClassName: 'string (comment)',
      },
    });
  });

  it('records what the chart is, where it is published, and what is inside', async () => {
    const { values: _values, ...about } = await knownOf();
    expect(about).toEqual({
      chart: name,
      version: '9.9.9',
      appVersion: 'v1.2.3',
      kubeVersion: '>=1.25.0-0',
      repository: 'https://prometheus-community.github.io/helm-charts',
      oci: `oci://ghcr.io/prometheus-community/charts/${name}`,
      subcharts: { packed: '2.0.0', sub: '1.0.0', twin: '1.0.0' },
    });
  });

  it('is the same text in every run, and says when another version is deployed', async () => {
    const [first] = await refreshedFiles(archive, 'a.tgz');
    const [second] = await refreshedFiles(archive, 'b.tgz');
    expect(first).toEqual(second);
    expect(first?.summary).toMatch(
      /^kube-prometheus-stack 9\.9\.9: \d+ value paths \(config\/versions\.ts still deploys /,
    );
    expect(basename(first?.path ?? '')).toBe(`${name}.json`);
  });
});

describe('the schemas made of a CRD chart', () => {
  it('keep what is validated and nothing else, in sorted order', async () => {
    const schemas = pinnedSchemasOf(await readChart(crdArchive(kinds), 'crds.tgz'));
    expect([...schemas.keys()].sort()).toEqual(Object.keys(kinds));
    expect(schemas.get('ScrapeConfig')).toEqual({
      apiVersion: 'monitoring.coreos.com/v1alpha1',
      kind: 'ScrapeConfig',
      chart: 'prometheus-operator-crds',
      chartVersion: '31.0.1',
      appVersion: 'v1.2.3',
      scope: 'Namespaced',
      spec: {
        type: 'object',
        // `mode` has a default: the API server fills it in.
        required: ['name'],
        properties: {
          description: { type: 'string' },
          list: {
            type: 'array',
            items: { type: 'object', additionalProperties: { type: 'string' } },
            'x-kubernetes-list-type': 'map',
            'x-kubernetes-list-map-keys': ['name'],
          },
          mode: { type: 'string' },
          name: { type: 'string', minLength: 1 },
          set: { type: 'array', items: { type: 'string' } },
        },
      },
    });
  });

  it('come beside the list of value paths', async () => {
    const files = await refreshedFiles(crdArchive(kinds), 'crds.tgz');
    expect(files.map(({ path }) => basename(path))).toEqual([
      'prometheus-operator-crds.json',
      ...Object.entries(kinds).map(([kind, version]) => `${kind}.${version}.json`),
    ]);
  });

  it('are refused, all faults at once, when the chart lacks a kind or the version we write', async () => {
    const chart = await readChart(crdArchive({ ...kinds, Probe: 'v2', PodMonitor: 'v2' }), 'crds.tgz');
    expect(() => pinnedSchemasOf(chart)).toThrow(
      /no CRD for PodMonitor .*\n.*no CRD for Probe monitoring\.coreos\.com\/v1:/,
    );
  });
});

describe('the refresh', () => {
  const folder = mkdtempSync(join(tmpdir(), 'refresh-'));
  const written = (file: string, content: string | Buffer): string => {
    writeFileSync(join(folder, file), content);
    return join(folder, file);
  };
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it.each([
    ['a missing file', ['/nowhere/a.tgz'], /\/nowhere\/a\.tgz cannot be read/],
    [
      'something that is no archive',
      [written('plain.tgz', 'text')],
      /plain\.tgz cannot be read as a chart archive/,
    ],
    [
      'an archive without a chart',
      [written('empty.tgz', chartArchive('a', { b: 'c' }))],
      /empty\.tgz is no Helm chart/,
    ],
    [
      'a chart that is not deployed',
      [written('other.tgz', chartArchive('other', { 'Chart.yaml': chartYaml('other', '1.0.0') }))],
      /"other" is not deployed: add it to charts/,
    ],
    [
      'a template that cannot be read',
      [
        written(
          'bad.tgz',
          chartArchive(name, { 'Chart.yaml': chartYaml(name, '1.0.0'), 'templates/a.yaml': '{{ if' }),
        ),
      ],
      /kube-prometheus-stack\/templates\/a\.yaml .* line 1: \{\{ is not closed/,
    ],
  ])('refuses %s with a message, and writes nothing', async (_what, archives, message) => {
    await expect(refreshCharts(archives)).rejects.toThrow(message);
  });
});
