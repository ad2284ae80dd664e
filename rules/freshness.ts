import type { Application } from '../config/schema/application';
import { freshnessDefaults, type Freshness } from '../config/schema/freshness';
import { dashboardUids } from '../dashboards/uids';
import { dataAge, dataAgeThreshold, freshnessSignals } from '../signals/freshness';
import { number } from '../signals/promql';
import { instancesAnswering } from '../signals/recorded';
import { select } from '../signals/signal';
import type { RuleContext } from './input';
import type { RuleGroup } from './model';
import { recorder } from './record';
import { atLeastTwoSamples, minutesText, plainText } from './text';

/** A clock that is this far ahead is wrong by a unit: milliseconds, or another epoch. Then the age is not known. */
const longestAheadSeconds = 300;

const aggregation = { newest: 'max', oldest: 'min' } as const;

/**
 * While no updates are expected, and as long afterwards as data may be old: what was last updated before the market closed is
 * not stale at the moment in which it opens.
 */
const unlessInactive = (active: string | undefined, maxAgeMinutes: number): string =>
  active === undefined ? '' : ` unless on () (max(min_over_time(${active}[${String(maxAgeMinutes)}m])) == 0)`;

const group = (
  application: Application,
  [data, content]: readonly [string, Freshness],
  context: RuleContext,
): RuleGroup => {
  const { name, team, displayName, scrape } = application;
  const { maxAgeMinutes, across = freshnessDefaults.across, priority = freshnessDefaults.priority } = content;
  const { updated, active } = freshnessSignals(name, content);
  const record = recorder(application, context, { data });
  const inactive = unlessInactive(active, maxAgeMinutes);
  const age = select(dataAge, { application: name, data });
  const [shown, what] = [plainText(displayName), plainText(content.displayName)];
  const sampleSeconds = scrape?.intervalSeconds ?? context.applicationScrapeIntervalSeconds;
  const shared = {
    priority,
    team,
    application: name,
    labels: { data },
    dashboard: dashboardUids.business,
  } as const;
  return {
    name: `${name}.freshness-${data}`,
    team,
    rules: [
      record(
        dataAge,
        `clamp_min((time() - ${aggregation[across]}(${updated})) >= -${String(longestAheadSeconds)}, 0)${inactive}`,
      ),
      record(dataAgeThreshold, `vector(${number(maxAgeMinutes * 60)})`),
      {
        ...shared,
        alert: 'DataStale',
        expr: `${age} > ${number(maxAgeMinutes * 60)}`,
        for: atLeastTwoSamples(1, sampleSeconds),
        summary: `${shown}: ${what} are {{ $value | humanizeDuration }} old`,
        description: `${what} of ${shown} may be ${minutesText(maxAgeMinutes)} old and were last updated {{ $value | humanizeDuration }} ago. What users see, and what is computed from it, is out of date.`,
      },
      {
        ...shared,
        alert: 'DataFreshnessUnknown',
        // An application that does not answer is ServiceDown's part.
        expr: `${select(instancesAnswering, { application: name })} > 0 unless on () ${age}${inactive}`,
        for: atLeastTwoSamples(5, sampleSeconds),
        summary: `${shown}: nobody knows how old ${what} are`,
        description: `${shown} answers, but ${plainText(content.timestamp.metric)}, which says when ${what} were last updated, is missing or lies in the future. They may be stale: DataStale cannot tell.`,
      },
    ],
  };
};

/** The age of data that comes from elsewhere. */
export const freshnessGroups = (application: Application, context: RuleContext): RuleGroup[] =>
  Object.entries(application.freshness).map((entry) => group(application, entry, context));
