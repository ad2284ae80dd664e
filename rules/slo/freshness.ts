import type { Application } from '../../config/schema/application';
import { dataAge, dataStale, dataStaleShare, dataWatched } from '../../signals/freshness';
import { number } from '../../signals/promql';
import { select } from '../../signals/signal';
import { minutesText, plainText } from '../text';
import type { Objective } from './model';

/**
 * Share of time in which data is younger than it may be: its events are seconds. Time in which no updates are expected, or
 * in which nobody knows the age, does not count; for the latter there is DataFreshnessUnknown.
 */
export const freshness = (application: Application): Objective[] =>
  Object.entries(application.slos.freshness ?? {}).flatMap(([data, { objectivePercent }]): Objective[] => {
    const content = application.freshness[data];
    if (content === undefined) return [];
    const of = { application: application.name, data };
    const age = select(dataAge, of);
    return [
      {
        name: `freshness-${data}`,
        alert: 'FreshnessBudgetBurn',
        application,
        objectivePercent,
        records: (record) => [
          record(dataWatched, `${age} >= bool 0`, { data }),
          record(dataStale, `${age} > bool ${number(content.maxAgeMinutes * 60)}`, { data }),
          record(dataStaleShare, `avg_over_time(${select(dataStale, of)}[5m])`, { data }),
        ],
        bad: select(dataStaleShare, of),
        events: select(dataWatched, of),
        // Seconds of a minute: a window that was watched for a few minutes only says little.
        minimumPerMinute: 60,
        badEvents: `seconds passed with ${plainText(content.displayName)} older than ${minutesText(content.maxAgeMinutes)}`,
      },
    ];
  });
