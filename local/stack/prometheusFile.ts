import { isArray, isObject, type Json, type JsonObject } from '../../plan/json';
import { strings } from './json';

/** Where the operator mounts rules into the Prometheus pods. */
const RULES_IN_CLUSTER = /^\/etc\/prometheus\/rules\/[^/]+\//;

export interface LocalPlaces {
  /** Folder of the rule files on this machine. */
  readonly rulesFolder: string;
  /** Addresses inside the cluster (`host:port`) → their stand-ins here. */
  readonly addresses: ReadonlyMap<string, string>;
}

/** Points a Prometheus configuration at the rule files and the addresses of this machine. */
export function localise(config: JsonObject, { rulesFolder, addresses }: LocalPlaces): JsonObject {
  return {
    ...(replaceAddresses(config, addresses) as JsonObject),
    rule_files: strings(config['rule_files']).map((file) =>
      file.replace(RULES_IN_CLUSTER, `${rulesFolder}/`),
    ),
  };
}

/** Replaces whole strings only: an address is a relabeling's `replacement`, never a part of an expression. */
function replaceAddresses(value: Json, addresses: ReadonlyMap<string, string>): Json {
  if (typeof value === 'string') return addresses.get(value) ?? value;
  if (isArray(value)) return value.map((inner) => replaceAddresses(inner, addresses));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, replaceAddresses(inner, addresses)]),
  );
}

/**
 * Alert → how long its condition must hold before it fires, of rule files read as values: `1m`; empty where it fires at once,
 * and where rules of one name differ.
 */
export function alertWaits(ruleFiles: readonly Json[]): ReadonlyMap<string, string> {
  const waits = new Map<string, string>();
  const collect = (value: Json): void => {
    if (isArray(value)) value.forEach(collect);
    else if (isObject(value)) {
      const { alert, for: wait } = value;
      if (typeof alert === 'string') {
        const own = typeof wait === 'string' ? wait : '';
        waits.set(alert, (waits.get(alert) ?? own) === own ? own : '');
      }
      Object.values(value).forEach(collect);
    }
  };
  ruleFiles.forEach(collect);
  return waits;
}
