import type { Application } from '../config/schema/application';
import { instancesUp } from '../signals/targets';
import { desiredPodsOf } from '../signals/workload';
import { dashboardUids } from '../dashboards/uids';
import type { RuleContext } from './input';
import type { RuleGroup } from './model';
import { atLeastTwoSamples, minutesText, plainText, seconds } from './text';

/**
 * Longest time between two looks. From a total outage to the page are promised 120 s: 30 s until the next scrape, 10 s of
 * its time-out, a minute of patience and 10 s of grouping leave this much.
 */
const lookSeconds = 10;

/** Takes an application away that was scaled to zero on purpose; without kube-state-metrics it stays, rather page than hide. */
export const unlessScaledToZero = ({
  namespace,
  workload,
}: Pick<Application, 'namespace' | 'workload'>): string =>
  workload === undefined ? '' : ` unless on () (${desiredPodsOf(namespace, workload)} == 0)`;

/** Whether an application answers Prometheus at all. */
export const availabilityGroups = (application: Application, context: RuleContext): RuleGroup[] => {
  const { name, team, displayName, namespace, scrape, alerts } = application;
  if (scrape === undefined) return [];
  const up = instancesUp(name);
  const shown = plainText(displayName);
  const { forMinutes } = alerts.serviceDown;
  return [
    {
      name: `${name}.up`,
      team,
      ...(context.evaluationIntervalSeconds > lookSeconds ? { interval: seconds(lookSeconds) } : {}),
      rules: [
        {
          alert: 'ServiceDown',
          // 0: every instance fails its scrape. 1: there is no target left. The labels are the same, so that an
          // application whose failing pods vanish stays one alert with one clock.
          expr: `(max(${up}) == 0 or absent(${up}))${unlessScaledToZero(application)}`,
          for: atLeastTwoSamples(
            forMinutes,
            scrape.intervalSeconds ?? context.applicationScrapeIntervalSeconds,
          ),
          priority: 'P1',
          team,
          application: name,
          summary: `${shown} is down: {{ if $value }}it has no scrape target{{ else }}no instance answers{{ end }}`,
          description: `{{ if $value }}Prometheus finds nothing to scrape for ${shown} in namespace ${namespace}: its pods or its Service are gone, although it is not scaled to zero.{{ else }}Every instance of ${shown} in namespace ${namespace} fails its scrape.{{ end }} This has lasted for more than ${minutesText(forMinutes)}; its users are most likely without service.`,
          dashboard: dashboardUids.systemHealth,
        },
      ],
    },
  ];
};
