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
const inhibitedAnswer = z.array(z.object({ labels, status: z.object({ inhibitedBy: z.array(z.string()) }) }));

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
  const [raised, silenced] = await Promise.all([
    get(alertsAnswer, `${prometheus}/api/v1/alerts`),
    get(inhibitedAnswer, `${alertmanager}/api/v2/alerts?active=false&inhibited=true&silenced=false`),
  ]);
  const inhibited = new Set(
    silenced.filter(({ status }) => status.inhibitedBy.length > 0).map(({ labels: of }) => identity(of)),
  );
  return raised.data.alerts
    .filter(({ labels: of }) => of['alertname'] !== WATCHDOG)
    .map(({ labels: of, state, activeAt }) => ({
      name: of['alertname'] ?? '',
      state: state === 'firing' && inhibited.has(identity(of)) ? ('inhibited' as const) : state,
      priority: of['priority'] ?? '',
      team: of['team'] ?? '',
      application: of['application'] ?? '',
      since: Date.parse(activeAt),
    }))
    .sort((a, b) => a.since - b.since);
}

/** Alertmanager adds Prometheus' external labels, so only what names an alert is compared. */
const identity = ({
  alertname = '',
  application = '',
  team = '',
  slo = '',
  probe = '',
}: Record<string, string>): string => [alertname, application, team, slo, probe].join('\n');
