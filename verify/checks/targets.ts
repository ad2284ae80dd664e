import type { Target } from '../api/prometheus';
import type { ExpectedPool } from '../expectation';
import { subjectOf } from '../live';
import { counted, outcome, type Finding } from '../model';
import type { Check } from './model';

const SELECT =
  'Compare the labels and the port’s name of its Service or pods with scrape of the application.';

/** Pools of the plan without the targets they should have. */
export function poolFindings(
  expected: readonly ExpectedPool[],
  pools: readonly string[],
  targets: readonly Target[],
): Finding[] {
  return expected.flatMap(({ pool, applications, targets: fixed }): Finding[] => {
    const subject = applications.length === 1 ? `${applications[0] ?? ''} (${pool})` : pool;
    if (!pools.includes(pool)) {
      const advice = `kubectl -n observatory describe ${pool.split('/')[0]?.toLowerCase() ?? ''} shows what the operator refuses.`;
      return [{ subject, problem: 'Prometheus does not know this monitor', advice }];
    }
    const found = targets.filter(({ scrapePool }) => scrapePool === pool).length;
    if (found === 0) return [{ subject, problem: 'selects no target', advice: SELECT }];
    return fixed === undefined || found === fixed
      ? []
      : [{ subject, problem: `has ${String(found)} of ${counted(fixed, 'target')}`, advice: SELECT }];
  });
}

/** Targets that cannot be scraped, of the plan's monitors and of the chart's. */
export function downFindings(targets: readonly Target[]): Finding[] {
  return targets
    .filter(({ health }) => health !== 'up')
    .map(({ labels, scrapeUrl, health, lastError }) => ({
      subject: `${labels['application'] ?? labels['job'] ?? ''} ${labels['instance'] ?? scrapeUrl}`,
      problem: health === 'down' ? `is down: ${lastError}` : 'has not been scraped yet',
      advice:
        health === 'down'
          ? `Ask it from inside the cluster: ${scrapeUrl}; network policies and TLS are the usual reasons.`
          : 'Wait for one scrape interval.',
    }));
}

export const targetsCheck: Check = {
  name: 'targets',
  async run({ pools }, live) {
    const instances = await live.prometheus();
    const findings: Finding[] = [];
    let count = 0;
    for (const instance of instances) {
      const [known, targets] = await Promise.all([instance.api.scrapePools(), instance.api.targets()]);
      count = Math.max(count, targets.length);
      const found = [...poolFindings(pools, known, targets), ...downFindings(targets)];
      findings.push(
        ...found.map((one) => ({ ...one, subject: subjectOf(one.subject, instance, instances) })),
      );
    }
    return outcome(`${counted(count, 'target')}, ${counted(pools.length, 'monitor')} of the plan`, findings);
  },
};
