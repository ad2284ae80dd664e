import { seriesLabels } from '../../config/naming';
import { forecast, type Forecast } from '../../routing/simulate/forecast';
import { rowsOf } from '../../routing/simulate/rows';
import { simulatorOf } from '../../routing/simulate/simulator';
import { slotNames } from '../../routing/simulate/slots';
import { contentsOf } from '../contents';
import type { Plan } from '../model';
import { alertsOf } from '../routes/alerts';
import { plannedRouting } from '../routes/finished';

/** Alerts of one team and level that are told to others than before, or at another time. */
export interface ToldChange {
  readonly level: string;
  readonly team: string;
  /** Names, sorted. */
  readonly alerts: readonly string[];
  /** One line for each kind of time; none where there was no such alert. */
  readonly before: readonly string[];
  readonly after: readonly string[];
}

interface Told {
  readonly level: string;
  readonly team: string;
  readonly alert: string;
  readonly lines: readonly string[];
}

/**
 * Who is told of what, where that changes: routes, channels, addresses and waiting times together, as Alertmanager would
 * act on them. A new alert is listed only when its team and level were not told in that way before.
 */
export async function toldChanges(before: Plan, after: Plan, now: Date): Promise<readonly ToldChange[]> {
  const [old, current] = [await toldIn(before, now), await toldIn(after, now)];
  const known = new Map([...old].map(([, told]) => [kindOf(told), told.lines]));
  const changes = [...current].flatMap(([key, told]): ToldChange[] => {
    const { level, team, alert, lines } = told;
    const earlier = old.get(key)?.lines;
    const usual = earlier ?? known.get(kindOf(told));
    if (usual?.join('\n') === lines.join('\n')) return [];
    return [{ level, team, alerts: [alert], before: earlier ?? [], after: lines }];
  });
  return joined(changes);
}

/** By alert, team and level; the same alert of several applications is told alike. */
async function toldIn(plan: Plan, now: Date): Promise<ReadonlyMap<string, Told>> {
  if (contentsOf(plan.resources).alertmanager[0]?.value === undefined) return new Map();
  const { config, sending } = plannedRouting(plan);
  const alerts = await alertsOf(plan, sending, undefined);
  // How long a condition must hold is a matter of the rule.
  const atOnce = alerts.map((alert) => ({ ...alert, forSeconds: 0 }));
  return new Map(
    forecast(simulatorOf(config), atOnce, { now }).map((one) => {
      const told = toldOf(one);
      return [`${kindOf(told)} ${told.alert}`, told];
    }),
  );
}

function toldOf(one: Forecast): Told {
  const lines = rowsOf([one]).flatMap(({ times }) =>
    times.map(({ slots, lines: told }) => {
      const when = slots.length === slotNames.length ? 'always' : slots.join(', ');
      return `${when}: ${told.map(({ told: whom, after }) => (after === '' ? whom : `${whom} (${after})`)).join('; ')}`;
    }),
  );
  return {
    level: one.level,
    team: one.alert.labels[seriesLabels.team] ?? '',
    alert: one.alert.name,
    lines,
  };
}

function kindOf({ level, team }: Pick<Told, 'level' | 'team'>): string {
  return `${level} ${team}`;
}

/** Those to which the same happens as one. */
function joined(changes: readonly ToldChange[]): ToldChange[] {
  const groups = new Map<string, ToldChange>();
  for (const change of changes) {
    const key = JSON.stringify({ ...change, alerts: [] });
    const alerts = [...(groups.get(key)?.alerts ?? []), ...change.alerts];
    groups.set(key, { ...change, alerts: [...new Set(alerts)].sort() });
  }
  return [...groups.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

function keyOf({ level, team, alerts }: ToldChange): string {
  return [level, team, ...alerts].join('\0');
}
