import { aboveUsualDefaults, type Application } from '../config/schema/application';
import { dashboardUids } from '../dashboards/uids';
import { number } from '../signals/promql';
import { latency, requestRate, usualLatency, usualLatencyRatio } from '../signals/recorded';
import { select } from '../signals/signal';
import { baselineWeeks, usually } from './baseline';
import type { RuleContext } from './input';
import type { RuleGroup } from './model';
import { recorder } from './record';
import { sparseSeconds } from './sparse';
import { minutes, minutesText, plainText, seconds } from './text';

/** The 95th percentile of an application's requests beside its usual one. */
export const usualLatencyGroups = (application: Application, context: RuleContext): RuleGroup[] => {
  const { name, team, displayName, http, alerts } = application;
  const { aboveUsual, minimumRequestsPerMinute } = alerts.latency;
  const weeks = baselineWeeks(context);
  if (http === undefined || aboveUsual === undefined || weeks.length === 0) return [];
  const {
    percent = aboveUsualDefaults.percent,
    forMinutes = aboveUsualDefaults.forMinutes,
    floorMs = aboveUsualDefaults.floorMs,
  } = aboveUsual;
  const of = { application: name };
  const record = recorder(application, context);
  const p95 = select(latency(95), of);
  const shown = plainText(displayName);
  return [
    {
      name: `${name}.http-usual`,
      team,
      interval: seconds(sparseSeconds(context)),
      rules: [
        record(usualLatency, usually(p95, weeks)),
        record(usualLatencyRatio, `${p95} / on () (${select(usualLatency, of)} > 0)`),
        {
          alert: 'LatencyAboveUsual',
          expr: `${select(usualLatencyRatio, of)} > ${number(1 + percent / 100)} and on () ${p95} > ${number(floorMs / 1_000)} and on () ${select(requestRate, of)} * 60 >= ${number(minimumRequestsPerMinute)}`,
          for: minutes(forMinutes),
          priority: 'P3',
          team,
          application: name,
          summary: `${shown}: p95 is {{ printf "%.1f" $value }} times its usual value`,
          description: `The 95th percentile of the requests to ${shown} has been more than ${number(percent)} % above its usual value of this hour of the week for ${minutesText(forMinutes)}: it is {{ printf "%.1f" $value }} times as high. Something made it slower, although it may still be below its threshold.`,
          dashboard: dashboardUids.systemHealth,
        },
      ],
    },
  ];
};
