import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { textOf, valueAt, type JsonObject } from '../../../../plan/json';
import { familyFolder } from '../../../../tools/programs';
import { ensureProgram } from '../../../../tools/build';
import { until } from '../../../local/support/wait';
import type { ControlPlane } from './controlPlane';

const execute = promisify(execFile);

interface Named {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly status?: object;
}

interface Definition {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly plural: string };
    readonly versions: readonly { readonly name: string; readonly served: boolean }[];
  };
}

const plural = (kind: string): string => {
  const name = kind.toLowerCase();
  if (name.endsWith('y')) return `${name.slice(0, -1)}ies`;
  return name.endsWith('s') ? `${name}es` : `${name}s`;
};

/** Where the API has all objects of a kind. */
const collection = ({ apiVersion, kind, metadata: { namespace } }: Named): string => {
  const root = apiVersion === 'v1' ? '/api/v1' : `/apis/${apiVersion}`;
  return `${root}${namespace === undefined ? '' : `/namespaces/${namespace}`}/${plural(kind)}`;
};

const place = (object: Named): string => `${collection(object)}/${object.metadata.name}`;

/** Objects of the test's cluster, written as their owners would write them. */
export class Cluster {
  constructor(private readonly plane: ControlPlane) {}

  /** Creates an object; a `status` in it is written as its controller would. */
  async create(object: object): Promise<void> {
    const named = object as Named;
    await this.plane.call('POST', collection(named), named);
    if (named.status !== undefined) await this.status(named, named.status);
  }

  /** Merges into the status of an object. */
  async status(object: object, status: object): Promise<void> {
    await this.plane.call('PATCH', `${place(object as Named)}/status`, { status });
  }

  /** Merges into an object. */
  async patch(object: object): Promise<void> {
    await this.plane.call('PATCH', place(object as Named), object);
  }

  /** Removes an object and waits until it is gone: a definition first takes its objects with it. */
  async remove(object: object): Promise<void> {
    const named = object as Named;
    await this.plane.call('DELETE', place(named), {});
    await until(`${place(named)} is gone`, async () => !(await this.#serves(place(named))), 400_000);
  }

  async read(object: object): Promise<JsonObject> {
    return JSON.parse(await this.plane.call('GET', place(object as Named), undefined)) as JsonObject;
  }

  /** Uid of a namespace. */
  async uid(name: string): Promise<string> {
    const found = await this.read({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    return textOf(valueAt(found, ['metadata', 'uid']));
  }

  /** The definitions that the pinned operator's own module holds, created and served. */
  async createDefinitions(): Promise<void> {
    const definitions = await this.definitions();
    for (const definition of definitions) await this.create(definition);
    for (const { spec } of definitions) {
      for (const { name, served } of spec.versions) {
        const objects = `/apis/${spec.group}/${name}/${spec.names.plural}`;
        if (served) await until(`${objects} is served`, () => this.#serves(objects), 400_000);
      }
    }
  }

  /** The definitions that the pinned operator's own module holds. */
  async definitions(): Promise<readonly Definition[]> {
    const module = 'github.com/prometheus-operator/prometheus-operator';
    const { stdout } = await execute('go', ['list', '-m', '-f', '{{.Dir}}', module], {
      cwd: familyFolder('operator'),
    });
    const folder = path.join(stdout.trim(), 'example', 'prometheus-operator-crd');
    return readdirSync(folder).map(
      (file) => parse(readFileSync(path.join(folder, file), 'utf8')) as Definition,
    );
  }

  async #serves(place: string): Promise<boolean> {
    return this.plane.call('GET', place, undefined).then(
      () => true,
      () => false,
    );
  }

  /** Runs the pinned Helm against this cluster; rejects when it fails. */
  async helm(...args: readonly string[]): Promise<string> {
    const helm = await ensureProgram('helm');
    const { stdout } = await execute(
      helm,
      [...args, '--kubeconfig', this.plane.kubeconfig, '--kube-context', 'verify-test'],
      { env: { PATH: process.env['PATH'], HOME: this.plane.folder } },
    );
    return stdout;
  }

  /** Writes a chart of one template; gives its folder. */
  chart(name: string, version: string, template: object): string {
    const folder = path.join(this.plane.folder, 'charts', `${name}-${version}`);
    mkdirSync(path.join(folder, 'templates'), { recursive: true });
    writeFileSync(path.join(folder, 'Chart.yaml'), JSON.stringify({ apiVersion: 'v2', name, version }));
    writeFileSync(path.join(folder, 'templates', 'object.yaml'), JSON.stringify(template));
    return folder;
  }
}
