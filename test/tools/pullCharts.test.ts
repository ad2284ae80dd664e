import { existsSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { charts, chartNames } from '../../config/versions';
import { families } from '../../tools/programs';
import { pullCharts } from '../../tools/pullCharts';
import { sandbox, type Sandbox } from './support/fakeGo';

let box: Sandbox;
beforeEach(() => {
  box = sandbox();
});
afterEach(() => {
  box.remove();
});

/** A Helm of the pinned version on PATH; `pull` is what it does then, with the arguments of `helm pull`. */
const helm = (pull: string): void => {
  box.install('helm', `[ "$1" = version ] && echo v${families.helm.version} && exit\n${pull}`);
};
const pull = (told: string[] = []): Promise<string[]> =>
  pullCharts(box.folder, (what) => told.push(what), { environment: box.environment });

test('every chart that is deployed is fetched, in its version, and said before', async () => {
  helm('touch "$6/$(basename "$2")-$4.tgz"');
  const told: string[] = [];
  const archives = await pull(told);
  expect(told).toEqual(chartNames.map((name) => `${charts[name].oci} ${charts[name].version}`));
  expect(archives).toEqual(
    chartNames.map((name) => path.join(box.folder, `${name}-${charts[name].version}.tgz`)),
  );
  expect(archives.filter((archive) => !existsSync(archive))).toEqual([]);
});

test('without access it says what Helm said, and how to go on with an archive', async () => {
  helm('echo "Error: dial tcp: lookup ghcr.io: no such host" >&2; exit 1');
  const { version } = charts['kube-prometheus-stack'];
  await expect(pull()).rejects.toThrow(
    `kube-prometheus-stack ${version} cannot be fetched from oci://ghcr.io/prometheus-community/charts/kube-prometheus-stack:\n` +
      '  Error: dial tcp: lookup ghcr.io: no such host\n' +
      'Without access to it, bring the archives from where there is: npm run charts:pull -- <folder> there, npm run charts:refresh -- <archive> … here.',
  );
});
