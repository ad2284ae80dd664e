import { isArray, isObject, type Json, type JsonObject } from '../../plan/json';
import { strings } from './json';
import { isRole, metaLabels, type Role } from './metaLabels';
import type { LocalWorkload } from './workload';

/** A target group as Prometheus reads it from a file. */
export interface TargetGroup {
  readonly targets: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
}

export interface SwappedDiscovery {
  /** The configuration with files in place of Kubernetes discovery. */
  readonly config: JsonObject;
  /** Path of each file → what it holds. */
  readonly files: ReadonlyMap<string, readonly TargetGroup[]>;
}

/**
 * Replaces every `kubernetes_sd_configs` by `file_sd_configs` that carry the same meta labels for the workloads of
 * this machine, and leaves everything else alone: so the relabelings that select and label targets are really used.
 * @param folder where the files will be written
 * @throws Error on a role that has no stand-in
 */
export function swapDiscovery(
  config: JsonObject,
  workloads: readonly LocalWorkload[],
  folder: string,
): SwappedDiscovery {
  const files = new Map<string, readonly TargetGroup[]>();

  const swapOne = (discovery: Json): string => {
    const { role, namespaces } = isObject(discovery) ? discovery : {};
    if (!isRole(role))
      throw new Error(`no stand-in for Kubernetes discovery of role ${JSON.stringify(role)}`);
    const names = isObject(namespaces) ? strings(namespaces['names']) : [];
    const file = `${folder}/${[role, ...names].join('-')}.json`;
    const visible = workloads.filter(({ namespace }) => names.length === 0 || names.includes(namespace));
    files.set(
      file,
      visible.map((workload) => targetGroup(role, workload)),
    );
    return file;
  };

  const swap = (value: Json): Json => {
    if (isArray(value)) return value.map(swap);
    if (!isObject(value)) return value;
    const entries = Object.entries(value).map(([key, inner]): [string, Json] =>
      key === 'kubernetes_sd_configs' && isArray(inner)
        ? ['file_sd_configs', [{ files: inner.map(swapOne) }]]
        : [key, swap(inner)],
    );
    return Object.fromEntries(entries);
  };
  return { config: swap(config) as JsonObject, files };
}

function targetGroup(role: Role, workload: LocalWorkload): TargetGroup {
  return {
    targets: [`${workload.host}:${String(workload.port)}`],
    labels: metaLabels(role, workload),
  };
}
