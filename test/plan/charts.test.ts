import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { beforeAll, describe, expect, jest, test } from '@jest/globals';

import { copyOfFixture, filesBelow, fixture, packChart, runPlan, temporaryFolder } from './support';

// Every run is a process of its own, which takes long on a busy machine.
jest.setTimeout(120_000);

let archives: string;

beforeAll(() => {
  archives = temporaryFolder();
  packChart(archives, 'kube-prometheus-stack', '88.5.3', {
    'values.yaml': 'prometheus: {}\ngrafana: {}\n',
    'crds/crd.yaml':
      'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: things.example.com}\n',
    'templates/map.yaml':
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: "{{ .Release.Name }}", namespace: "{{ .Release.Namespace }}"}\n' +
      'data: {replicas: "{{ required "replicas" .Values.prometheus.prometheusSpec.replicas }}", password: "{{ .Values.grafana.adminPassword }}"}\n',
    'templates/secret.yaml':
      'apiVersion: v1\nkind: Secret\nmetadata: {name: generated}\ndata: {random: "{{ randAlphaNum 20 | b64enc }}"}\n',
    'templates/hook.yaml':
      'apiVersion: batch/v1\nkind: Job\nmetadata: {name: check, annotations: {helm.sh/hook: pre-install}}\n',
  });
});

describe('--charts', () => {
  test(
    'renders releases with real Helm, hooks apart, secrets hidden, the same bytes in every run',
    async () => {
      const [one, two] = [path.join(temporaryFolder(), 'out'), path.join(temporaryFolder(), 'out')];
      const first = await runPlan(fixture, ['--charts', archives, '--out', one]);
      const second = await runPlan(fixture, ['--charts', archives, '--out', two]);
      expect([first.code, second.code]).toEqual([0, 0]);
      expect(first.out).toContain('Charts       1, rendered\n');
      const files = filesBelow(one);
      expect(filesBelow(two)).toEqual(files);
      const manifests = Object.keys(files).filter((name) => name.startsWith('manifests/'));
      expect(manifests).toEqual([
        'manifests/prometheus/ConfigMap-prometheus.yaml',
        'manifests/prometheus/CustomResourceDefinition-things.example.com.yaml',
        'manifests/prometheus/Secret-generated.yaml',
        'manifests/prometheus/hooks/Job-check.yaml',
      ]);
      expect(files['manifests/prometheus/ConfigMap-prometheus.yaml']).toBe(
        'apiVersion: v1\ndata:\n  password: "[secret]"\n  replicas: "1"\nkind: ConfigMap\nmetadata:\n' +
          '  name: prometheus\n  namespace: monitoring\n',
      );
      expect(files['manifests/prometheus/Secret-generated.yaml']).toContain('random: "[secret]"');
    },
    // Helm is built once per machine.
    1_200_000,
  );

  test('with --diff shows what another value makes of the chart, and no secret of either version', async () => {
    const project = copyOfFixture();
    const old = path.join(temporaryFolder(), 'out');
    expect((await runPlan(project, ['--out', old])).code).toBe(0);
    const program = path.join(project, 'index.ts');
    writeFileSync(
      program,
      readFileSync(program, 'utf8').replace('replicas: args.replicas }', 'replicas: 3 }'),
    );
    const { code, out, err } = await runPlan(project, ['--diff', old, '--charts', archives]);
    expect([code, err]).toEqual([2, '']);
    expect(out.replace(old, 'OLD')).toBe(`dev against OLD: 0 added, 0 removed, 1 changed

Resources
  ~ Release prometheus  values

Chart values
  ~ prometheus
      ~ prometheus.prometheusSpec.replicas: 1 → 3

Rendered by charts
  ~ prometheus/ConfigMap-prometheus
      ~ data.replicas: 1 → 3
`);
  });

  test('says which charts stay values only, because there is no archive', async () => {
    const { code, out } = await runPlan(fixture, ['--charts', temporaryFolder()]);
    expect(code).toBe(0);
    expect(out).toContain(
      'Charts       0 rendered, 1 values only: no archive kube-prometheus-stack-88.5.3.tgz\n',
    );
  });

  test('shows what Helm says about values that the chart refuses', async () => {
    const folder = temporaryFolder();
    packChart(folder, 'kube-prometheus-stack', '88.5.3', {
      'templates/x.yaml': '{{ fail "replicas must be even" }}\n',
    });
    const { code, err } = await runPlan(fixture, ['--charts', folder]);
    expect(code).toBe(1);
    expect(err).toContain(
      'Helm does not render kube-prometheus-stack-88.5.3.tgz with the values of prometheus:',
    );
    expect(err).toContain('replicas must be even');
  });
});
