import { isArray, isObject, type Json } from '../../plan/json';

const UNIT_SECONDS: Readonly<Record<string, number>> = {
  ms: 0.001,
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
};

/** Seconds of a Prometheus duration such as `1m30s`; undefined when it is none. */
export function durationSeconds(text: string): number | undefined {
  if (!/^([0-9]+(ms|[smhdw]))+$/.test(text)) return undefined;
  return [...text.matchAll(/([0-9]+)(ms|[smhdw])/g)].reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * (UNIT_SECONDS[unit ?? ''] ?? 0),
    0,
  );
}

/** Beats that may be missing before the dead man's switch calls. */
const MISSED_BEATS = 3;
/** Alertmanager looks at a group twice per beat (routing/heartbeat.ts). */
const LOOKS_PER_BEAT = 2;
const DEFAULT_SECONDS = 300;

/** Seconds of silence until the dead man's switch should call, from the route of its receiver. */
export function heartbeatSilenceSeconds(route: Json | undefined, heartbeat: string): number {
  const look = findRoute(route, heartbeat)?.['group_interval'];
  const seconds = typeof look === 'string' ? durationSeconds(look) : undefined;
  return seconds === undefined ? DEFAULT_SECONDS : seconds * LOOKS_PER_BEAT * MISSED_BEATS;
}

function findRoute(route: Json | undefined, receiver: string): Record<string, Json> | undefined {
  if (!isObject(route)) return undefined;
  if (route['receiver'] === receiver) return route;
  const children = isArray(route['routes']) ? route['routes'] : [];
  for (const child of children) {
    const found = findRoute(child, receiver);
    if (found !== undefined) return found;
  }
  return undefined;
}
