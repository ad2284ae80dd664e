import { textOf, valueAt, type JsonObject } from '../../plan/json';

/** Whether what a condition says is about an earlier version of the object. */
export function isOutdated({ observedGeneration }: JsonObject, object: JsonObject): boolean {
  const generation = valueAt(object, ['metadata', 'generation']);
  return (
    typeof observedGeneration === 'number' &&
    typeof generation === 'number' &&
    observedGeneration < generation
  );
}

/** Why a condition is as it is: the operator fills the reason, the message or both. */
export function reasonOf({ reason, message }: JsonObject): string {
  const given = [reason, message].map(textOf).filter((text) => text !== '');
  return given.length === 0 ? 'no reason given' : given.join(': ');
}
