import { isObject, valueAt, type JsonObject } from '../../plan/json';
import type { RecordedResource } from '../../plan/recording';

/** A Kubernetes object as one would hand it to an API server. */
export type KubernetesObject = JsonObject & {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: JsonObject;
};

/** What is read of each resource: the same in a recording, with secrets, and in a plan, without. */
interface Evaluated {
  readonly resources: readonly Pick<RecordedResource, 'type' | 'kind' | 'inputs'>[];
}

/** Every Kubernetes object of an evaluated stack. A recording's secrets are plain here: for the operator, never for a file. */
export function kubernetesObjects({ resources }: Evaluated): KubernetesObject[] {
  return resources
    .filter(({ kind }) => kind === 'custom')
    .map(({ inputs }) => inputs)
    .filter(isKubernetesObject);
}

function isKubernetesObject(inputs: JsonObject): inputs is KubernetesObject {
  const { apiVersion, kind, metadata } = inputs;
  return typeof apiVersion === 'string' && typeof kind === 'string' && isObject(metadata);
}

/** Data of a ConfigMap; empty when the stack has none of that name. */
export function configMapData(
  objects: readonly KubernetesObject[],
  name: string,
): Readonly<Record<string, string>> {
  const found = objects.find((object) => object.kind === 'ConfigMap' && object.metadata['name'] === name);
  const data = found?.['data'];
  const texts = Object.entries(isObject(data) ? data : {});
  return Object.fromEntries(texts.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/**
 * Values of a Helm release.
 * @throws Error when the stack has no release of that name
 */
export function releaseValues({ resources }: Evaluated, release: string): JsonObject {
  const found = resources.find((resource) => isRelease(resource) && resource.inputs['name'] === release);
  const values = found?.inputs['values'];
  if (!isObject(values)) throw new Error(`the stack has no Helm release ${release} with values`);
  return values;
}

const isRelease = ({ type }: Pick<RecordedResource, 'type'>): boolean =>
  type === 'kubernetes:helm.sh/v3:Release';

/** An object inside values; empty when it is absent. */
export function objectAt(values: JsonObject, ...path: readonly string[]): JsonObject {
  const found = valueAt(values, path);
  return isObject(found) ? found : {};
}
