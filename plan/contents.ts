import { parse } from 'yaml';

import { containsLabel } from '../config/naming';
import { isArray, isObject, type Json, type JsonObject } from './json';
import type { PlannedResource } from './model';

const RELEASE_TYPE = 'kubernetes:helm.sh/v3:Release';

export interface KubernetesObject {
  readonly resource: PlannedResource;
  readonly kind: string;
  readonly name: string;
  /** Absent on objects of the whole cluster. */
  readonly namespace?: string;
  readonly manifest: JsonObject;
}

export interface Release {
  readonly resource: PlannedResource;
  readonly name: string;
  readonly namespace: string;
  /** Name of the chart, without the registry or the folder before it. */
  readonly chart: string;
  /** Where it comes from: a repository's address, or an OCI address. Absent for a local chart. */
  readonly repository?: string;
  readonly version?: string;
  readonly values: JsonObject;
  readonly skipCrds: boolean;
}

export interface RuleGroup {
  /** Name of the PrometheusRule. */
  readonly object: string;
  readonly name: string;
  /** In the form that Prometheus and promtool read. */
  readonly group: JsonObject;
}

export interface Dashboard {
  readonly uid: string;
  readonly title: string;
  readonly dashboard: JsonObject;
}

export interface AlertmanagerConfiguration {
  /** Name of the Secret. */
  readonly name: string;
  readonly text: string;
  /** Parsed; undefined when it is hidden or no YAML. */
  readonly value: Json | undefined;
}

/** The content of a plan, found by what the objects are. */
export interface Contents {
  readonly objects: readonly KubernetesObject[];
  readonly releases: readonly Release[];
  readonly ruleGroups: readonly RuleGroup[];
  readonly dashboards: readonly Dashboard[];
  readonly alertmanager: readonly AlertmanagerConfiguration[];
}

/** Sorts the resources of a plan into what they deploy. Order follows the URNs. */
export function contentsOf(resources: readonly PlannedResource[]): Contents {
  const objects = resources.flatMap(kubernetesObject);
  return {
    objects,
    releases: resources.flatMap(release),
    ruleGroups: objects.flatMap(ruleGroups),
    dashboards: objects.flatMap(dashboards),
    alertmanager: objects.flatMap(alertmanager),
  };
}

/** Whether the inputs are those of a Secret that holds no secret, only configuration that must lie in one. */
export function isConfiguration(inputs: JsonObject): boolean {
  return inputs['kind'] === 'Secret' && label(inputs, containsLabel) === 'configuration';
}

/** Whether an input holds content that has a section of its own in a diff. */
export function isContent(resource: PlannedResource, path: readonly (string | number)[]): boolean {
  const [first, second] = path;
  if (resource.type === RELEASE_TYPE) return first === 'values';
  switch (resource.inputs['kind']) {
    case 'PrometheusRule':
      return first === 'spec' && second === 'groups';
    case 'ConfigMap':
      return first === 'data' && label(resource.inputs, 'grafana_dashboard') === '1';
    case 'Secret':
      return first === 'stringData' && second === 'alertmanager.yaml' && isConfiguration(resource.inputs);
    default:
      return false;
  }
}

function kubernetesObject(resource: PlannedResource): KubernetesObject[] {
  const { apiVersion, kind } = resource.inputs;
  if (resource.kind !== 'custom' || !resource.type.startsWith('kubernetes:')) return [];
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') return [];
  const metadata = objectAt(resource.inputs, 'metadata');
  const namespace = textAt(metadata, 'namespace');
  return [
    {
      resource,
      kind,
      name: textAt(metadata, 'name') ?? resource.name,
      ...(namespace === undefined ? {} : { namespace }),
      manifest: resource.inputs,
    },
  ];
}

function release(resource: PlannedResource): Release[] {
  if (resource.type !== RELEASE_TYPE) return [];
  const { inputs } = resource;
  const reference = textAt(inputs, 'chart') ?? '';
  const repository = reference.startsWith('oci://')
    ? reference
    : textAt(objectAt(inputs, 'repositoryOpts'), 'repo');
  const version = textAt(inputs, 'version');
  const file = reference.split('/').at(-1) ?? reference;
  return [
    {
      resource,
      name: textAt(inputs, 'name') ?? resource.name,
      namespace: textAt(inputs, 'namespace') ?? 'default',
      // An archive in a folder is the address of a chart, too.
      chart: file.endsWith(`-${version ?? ''}.tgz`) ? file.slice(0, -`-${version ?? ''}.tgz`.length) : file,
      ...(repository === undefined ? {} : { repository }),
      ...(version === undefined ? {} : { version }),
      values: objectAt(inputs, 'values'),
      skipCrds: inputs['skipCrds'] === true,
    },
  ];
}

/** Thanos reads this field of a group; promtool refuses it. */
const NOT_PROMETHEUS = 'partial_response_strategy';

function ruleGroups({ kind, name: object, manifest }: KubernetesObject): RuleGroup[] {
  const groups = objectAt(manifest, 'spec')['groups'];
  if (kind !== 'PrometheusRule' || !isArray(groups)) return [];
  return groups.filter(isObject).map((group) => {
    const entries = Object.entries(group).filter(([key]) => key !== NOT_PROMETHEUS);
    return { object, name: textAt(group, 'name') ?? '', group: Object.fromEntries(entries) };
  });
}

function dashboards({ kind, manifest }: KubernetesObject): Dashboard[] {
  if (kind !== 'ConfigMap' || label(manifest, 'grafana_dashboard') !== '1') return [];
  return Object.entries(objectAt(manifest, 'data')).flatMap(([file, text]) => {
    const dashboard = parsed(text, JSON.parse);
    if (!isObject(dashboard)) return [];
    const uid = textAt(dashboard, 'uid') ?? file.replace(/\.json$/, '');
    return [{ uid, title: textAt(dashboard, 'title') ?? uid, dashboard }];
  });
}

function alertmanager({ manifest, name }: KubernetesObject): AlertmanagerConfiguration[] {
  if (!isConfiguration(manifest)) return [];
  const text = textAt(objectAt(manifest, 'stringData'), 'alertmanager.yaml');
  if (text === undefined) return [];
  const value = parsed(text, (yaml) => parse(yaml) as unknown);
  return [{ name, text, value: isObject(value) ? value : undefined }];
}

function parsed(text: Json | undefined, parser: (text: string) => unknown): Json | undefined {
  if (typeof text !== 'string') return undefined;
  try {
    return parser(text) as Json;
  } catch {
    return undefined;
  }
}

function label(inputs: JsonObject, name: string): Json | undefined {
  return objectAt(objectAt(inputs, 'metadata'), 'labels')[name];
}

function objectAt(value: JsonObject, key: string): JsonObject {
  const found = value[key];
  return isObject(found) ? found : {};
}

function textAt(value: JsonObject, key: string): string | undefined {
  const found = value[key];
  return typeof found === 'string' ? found : undefined;
}
