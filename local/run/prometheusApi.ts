import { z } from 'zod';
import type { AlertStatus, TargetStatus } from './status';

const labels = z.record(z.string(), z.string());

const targetsAnswer = z.object({
  data: z.object({
    activeTargets: z.array(
      z.object({ scrapePool: z.string(), labels, health: z.string(), lastError: z.string() }),
    ),
  }),
});
const poolsAnswer = z.object({ data: z.object({ scrapePools: z.array(z.string()) }) });
const alertsAnswer = z.object({
  data: z.object({
    alerts: z.array(z.object({ labels, state: z.enum(['pending', 'firing']), activeAt: z.string() })),
  }),
});
const routedAnswer = z.array(
  z.object({
    labels,
    receivers: z.array(z.object({ name: z.string() })),
    status: z.object({ inhibitedBy: z.array(z.string()) }),
  }),
);

/** Answers of loopback come at once or not at all. Milliseconds. */
const TIMEOUT = 3_000;

async function get<T>(schema: z.ZodType<T>, url: string): Promise<T> {
  const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT) });
  return schema.parse(await response.json());
}

export interface Targets {
  readonly targets: readonly TargetStatus[];
  /** Jobs that are configured and found nothing. */
  readonly emptyJobs: readonly string[];
}

/** What Prometheus scrapes. Rejects when it does not answer. */
export async function readTargets(prometheus: string): Promise<Targets> {
  const [found, pools] = await Promise.all([
    get(targetsAnswer, `${prometheus}/api/v1/targets?state=active`),
    get(poolsAnswer, `${prometheus}/api/v1/scrape_pools`),
  ]);
  const active = found.data.activeTargets;
  const used = new Set(active.map(({ scrapePool }) => scrapePool));
  return {
    targets: active.map(({ labels: { job = '', instance = '', application = '' }, health, lastError }) => ({
      job,
      instance,
      application,
      health,
      lastError,
    })),
    emptyJobs: pools.data.scrapePools.filter((pool) => !used.has(pool)),
  };
}

/** The alert that is always firing; it proves the chain and is no news. */
const WATCHDOG = 'Watchdog';

/** Alerts that are pending or firing, the oldest first. Rejects when Prometheus or Alertmanager does not answer. */
export async function readAlerts(prometheus: string, alertmanager: string): Promise<readonly AlertStatus[]> {
  const [raised, routed] = await Promise.all([
    get(alertsAnswer, `${prometheus}/api/v1/alerts`),
    get(routedAnswer, `${alertmanager}/api/v2/alerts`),
  ]);
  const known = new Map(routed.map((alert) => [identity(alert.labels), alert]));
  return raised.data.alerts
    .filter(({ labels: of }) => of['alertname'] !== WATCHDOG)
    .map(({ labels: of, state, activeAt }) => {
      const sent = state === 'firing' ? known.get(identity(of)) : undefined;
      const inhibited = (sent?.status.inhibitedBy.length ?? 0) > 0;
      return {
        name: of['alertname'] ?? '',
        state: inhibited ? ('inhibited' as const) : state,
        priority: of['priority'] ?? '',
        team: of['team'] ?? '',
        application: of['application'] ?? '',
        detail: detailOf(of),
        receivers: (sent?.receivers ?? []).map(({ name }) => name),
        since: Date.parse(activeAt),
      };
    })
    .sort((a, b) => a.since - b.since);
}

/** Labels that every alert has, or that only say where it comes from. */
const common = new Set([
  'alertname',
  'application',
  'team',
  'priority',
  'severity',
  'cluster',
  'environment',
  'namespace',
  'prometheus',
  'prometheus_replica',
  'sloth_severity',
]);

/** Values of the labels that tell an alert from others of its name, in the order of the labels. */
const distinguishing = (of: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(of)
    .filter(([label]) => !common.has(label))
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([, value]) => value);

/** The same for people, to whom `instance` and `job` say something only when nothing else does. */
const detailOf = (of: Readonly<Record<string, string>>): string => {
  const { job: _job, instance: _instance, ...telling } = of;
  const words = distinguishing(telling);
  return (words.length > 0 ? words : distinguishing(of)).join(' ');
};

/** Alertmanager adds Prometheus' external labels, so only what names an alert is compared. */
const identity = (of: Readonly<Record<string, string>>): string =>
  [of['alertname'], of['application'], of['team'], ...distinguishing(of)].join('\n');
