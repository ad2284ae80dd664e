import { UserError } from '../config/errors';
import { maxObjectBytes, partition } from '../config/partition';
import { combine } from './combine';
import type { PlainRuleGroup } from './model';

/** The groups that one PrometheusRule object carries. */
export interface PackedRules {
  /** Unique; the team, and where its groups do not fit one object, the part: `shop`, `shop.0`, `shop.11`. */
  readonly name: string;
  readonly team: string;
  readonly groups: readonly PlainRuleGroup['group'][];
}

const byKey = <Key>(groups: readonly PlainRuleGroup[], keyOf: (group: PlainRuleGroup) => Key) => {
  const found = new Map<Key, PlainRuleGroup[]>();
  for (const group of groups) {
    const key = keyOf(group);
    const same = found.get(key);
    if (same === undefined) found.set(key, [group]);
    else same.push(group);
  }
  return found;
};

const bytesOf = (groups: readonly PlainRuleGroup[]): number =>
  groups.reduce((sum, group) => sum + Buffer.byteLength(JSON.stringify(group)), 0);

/** Groups of an application that no object can carry whole are groups by themselves. */
const divisible = (groups: readonly PlainRuleGroup[], maxBytes: number): PlainRuleGroup[] =>
  [...byKey(groups, ({ application }) => application).values()].flatMap((own) =>
    bytesOf(own) <= maxBytes ? own : own.map(({ team, group }) => ({ team, group })),
  );

/**
 * Packs groups into one object per team, and a team's that do not fit by a hash of their applications, so that a new one
 * changes one object and leaves the others alone.
 *
 * @param maxBytes of the groups in one object; half of what the operator takes
 * @throws UserError for a single group that is larger
 */
export const packRules = (groups: readonly PlainRuleGroup[], maxBytes = maxObjectBytes): PackedRules[] => {
  const perTeam = byKey(groups, ({ team }) => team);
  const packed = [...perTeam.keys()].sort().flatMap((team) => {
    const own = divisible(perTeam.get(team) ?? [], maxBytes);
    return partition(own, ({ application, group }) => application ?? group.name, maxBytes).map(
      ({ suffix, items }) => {
        const name = suffix === '' ? team : `${team}.${suffix}`;
        return { name, team, groups: combine(items, name) };
      },
    );
  });
  const tooLarge = packed.flatMap(({ groups: [only, ...others] }) =>
    only !== undefined && others.length === 0 && Buffer.byteLength(JSON.stringify(only)) > maxBytes
      ? [only.name]
      : [],
  );
  if (tooLarge.length === 0) return packed;
  throw new UserError(
    tooLarge.map(
      (name) =>
        `rules: group "${name}" is larger than ${String(Math.floor(maxBytes / 1_024))} KiB, and one object must carry it whole; split it`,
    ),
  );
};
