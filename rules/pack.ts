import { UserError } from '../config/errors';
import { maxObjectBytes, partition } from '../config/partition';
import type { PlainRuleGroup } from './model';

/** The groups that one PrometheusRule object carries. */
export interface PackedRules {
  /** Unique; the team, and where its groups do not fit one object, the part: `shop`, `shop.0`, `shop.11`. */
  readonly name: string;
  readonly team: string;
  readonly groups: readonly PlainRuleGroup['group'][];
}

/**
 * Packs groups into one object per team, and a team's that do not fit by a hash of their names, so that a new application
 * changes one object and leaves the others alone.
 *
 * @param maxBytes of the groups in one object; half of what the operator takes
 * @throws UserError for a single group that is larger
 */
export const packRules = (groups: readonly PlainRuleGroup[], maxBytes = maxObjectBytes): PackedRules[] => {
  const perTeam = new Map<string, PlainRuleGroup['group'][]>();
  for (const { team, group } of groups) {
    const carried = perTeam.get(team);
    if (carried === undefined) perTeam.set(team, [group]);
    else carried.push(group);
  }
  const packed = [...perTeam.keys()].sort().flatMap((team) =>
    partition(perTeam.get(team) ?? [], ({ name }) => name, maxBytes).map(({ suffix, items }) => ({
      name: suffix === '' ? team : `${team}.${suffix}`,
      team,
      groups: items,
    })),
  );
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
