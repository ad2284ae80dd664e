import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { knownChart } from '../../charts/knownCharts';
import { images } from '../../config/versions';
import {
  families,
  familyFolder,
  familyOf,
  printsPinnedVersion,
  programNames,
  programs,
  type FamilyName,
} from '../../tools/programs';

const familyNames = Object.keys(families) as FamilyName[];
const goMod = (family: FamilyName): string => readFileSync(path.join(familyFolder(family), 'go.mod'), 'utf8');

describe('table of programs', () => {
  test.each(familyNames)('%s: the version in the table is the one in its go.mod', (family) => {
    const { module, moduleVersion } = families[family];
    const line = new RegExp(`^\\s*(?:require )?${module.replaceAll('.', '\\.')} (\\S+)`, 'm');
    expect(line.exec(goMod(family))?.[1]).toBe(moduleVersion);
  });

  test('every program that is not our own is a tool of its go.mod, and nothing else is', () => {
    for (const family of familyNames) {
      const block = /^tool \(([\s\S]*?)^\)|^tool (\S+)$/m.exec(goMod(family));
      const tools = (block?.[1] ?? block?.[2] ?? '').split('\n').map((line) => line.trim());
      const expected = programNames.filter((name) => programs[name].family === family && name !== 'operator');
      expect(tools.filter(Boolean).sort()).toEqual(expected.map((name) => programs[name].package).sort());
    }
  });

  test('the order of the build names every program once', () => {
    expect([...programNames].sort()).toEqual(Object.keys(programs).sort());
  });

  test('Helm renders for the Kubernetes of its client library, as its own releases do', () => {
    const [, minor] = /k8s\.io\/client-go v0\.(\d+)\./.exec(goMod('helm')) ?? [];
    expect(families.helm.variables).toMatchObject({
      'helm.sh/helm/v3/pkg/chartutil.k8sVersionMajor': '1',
      'helm.sh/helm/v3/pkg/chartutil.k8sVersionMinor': minor,
    });
  });

  test('the versions that judge are the versions that are deployed', () => {
    expect(images.prometheus.version).toMatch(new RegExp(`^v${families.prometheus.version}(-distroless)?$`));
    expect(images.alertmanager.version).toBe(`v${families.alertmanager.version}`);
    const operator = knownChart('kube-prometheus-stack').appVersion;
    expect(operator).toBe(families.operator.moduleVersion);
    expect(operator).toBe(families['prometheus-operator'].moduleVersion);
  });
});

describe('recognising a program on PATH', () => {
  test.each([
    ['promtool', 'promtool, version 3.14.0 (branch: HEAD, revision: 1a2b)\n  go version: go1.26.8', true],
    ['promtool', 'promtool, version 3.13.0 (branch: HEAD, revision: 1a2b)', false],
    ['promtool', 'promtool, version 3.14.0-rc.1 (branch: HEAD)', false],
    ['promtool', 'promtool, version 13.14.0', false],
    ['promtool', 'promtool, version 3.14.01', false],
    ['helm', 'v3.21.4+g1a2b3c4', true],
    ['helm', 'v3.21.40', false],
    ['amtool', 'amtool, version 0.34.2 (branch: HEAD)', true],
    ['amtool', '', false],
  ] as const)('%s printing %j: %s', (name, output, expected) => {
    expect(printsPinnedVersion(name, output)).toBe(expected);
  });

  test('our own program is never taken from PATH', () => {
    expect(programs.operator.versionArgs).toBeUndefined();
    expect(familyOf('operator').module).toContain('prometheus-operator');
  });
});
