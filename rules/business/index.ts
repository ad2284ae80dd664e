import type { Application } from '../../config/schema/application';
import { businessDefaults, isSingle, unitOf } from '../../config/schema/business';
import { dashboardUids } from '../../dashboards/uids';
import { businessBound, businessUsual, businessUsualRatio, businessValue } from '../../signals/business';
import { number, ratio } from '../../signals/promql';
import { select } from '../../signals/signal';
import { baselineWeeks, usually } from '../baseline';
import type { RuleContext } from '../input';
import type { AlertRule, RecordingRule, RuleGroup } from '../model';
import { recorder } from '../record';
import { sparseSeconds } from '../sparse';
import { minutes, minutesText, plainText, seconds } from '../text';
import { covered, valueRecords, type Subject } from './values';

/** A value as a reader wants it, in a template. */
const shownValue = (unit: string): string =>
  unit === 'ratio'
    ? '{{ $value | humanizePercentage }}'
    : unit === 'seconds'
      ? '{{ $value | humanizeDuration }}'
      : '{{ $value | humanize }}';

const shownNumber = (value: number, unit: string): string =>
  unit === 'ratio' ? `${number(value * 100)} %` : unit === 'seconds' ? `${number(value)} s` : number(value);

const ofSignal = ({ application, name }: Subject) => ({ application, signal: name });

const usualRecords = (subject: Subject, weeks: readonly number[]): RecordingRule[] => {
  const of = ofSignal(subject);
  if (!isSingle(subject.signal) || weeks.length === 0) return [];
  return [
    subject.record(businessUsual, usually(select(businessValue, of), weeks), { unit: subject.unit }),
    subject.record(
      businessUsualRatio,
      `${select(businessValue, of)} / on () (${select(businessUsual, of)} > 0)${covered(subject)}`,
    ),
  ];
};

const dropAlerts = (subject: Subject, application: Application, weeks: readonly number[]): AlertRule[] => {
  const { dropPercent, minimumUsual, forMinutes = businessDefaults.forMinutes } = subject.signal.alerts ?? {};
  if (dropPercent === undefined || weeks.length === 0) return [];
  const [shown, what] = [plainText(application.displayName), plainText(subject.signal.displayName)];
  const minimum = minimumUsual ?? (subject.unit === 'count' ? businessDefaults.minimumUsualCount : 0);
  return [
    {
      alert: 'BusinessSignalDropped',
      expr: `${select(businessUsualRatio, ofSignal(subject))} < ${ratio(100 - dropPercent)} and on () ${select(businessUsual, ofSignal(subject))} >= ${number(minimum)}`,
      for: minutes(forMinutes),
      priority: subject.signal.alerts?.priority ?? businessDefaults.priority,
      team: application.team,
      application: application.name,
      labels: { signal: subject.name },
      summary: `${shown}: ${what} at {{ $value | humanizePercentage }} of what is usual`,
      description: `${what} of ${shown} has been more than ${number(dropPercent)} % below the usual value of this hour of the week for ${minutesText(forMinutes)}: it is at {{ $value | humanizePercentage }} of it. Something keeps users away, or the number is not counted any more.`,
      dashboard: dashboardUids.business,
    },
  ];
};

const bounds = { below: '<', above: '>' } as const;

const boundRules = (subject: Subject, application: Application): (RecordingRule | AlertRule)[] => {
  const { alerts = {} } = subject.signal;
  const { forMinutes = businessDefaults.forMinutes, priority = businessDefaults.priority } = alerts;
  const [shown, what] = [plainText(application.displayName), plainText(subject.signal.displayName)];
  return (['below', 'above'] as const).flatMap((bound) => {
    const limit = alerts[bound];
    if (limit === undefined) return [];
    return [
      subject.record(businessBound, `vector(${number(limit)})`, { unit: subject.unit, bound }),
      {
        alert: 'BusinessSignalOutOfBounds',
        expr: `${select(businessValue, ofSignal(subject))} ${bounds[bound]} ${number(limit)}`,
        for: minutes(forMinutes),
        priority,
        team: application.team,
        application: application.name,
        labels: { signal: subject.name, bound },
        summary: `${shown}: ${what} is ${bound} ${shownNumber(limit, subject.unit)}: ${shownValue(subject.unit)}`,
        description: `${what} of ${shown} has been ${bound} ${shownNumber(limit, subject.unit)} for ${minutesText(forMinutes)}: it is ${shownValue(subject.unit)}.`,
        dashboard: dashboardUids.business,
      },
    ];
  });
};

/** Numbers by which the business is judged: what they are, what is usual, and when someone is told. */
export const businessGroups = (application: Application, context: RuleContext): RuleGroup[] => {
  const weeks = baselineWeeks(context);
  const everySeconds = sparseSeconds(context);
  return Object.entries(application.business).map(([name, signal]) => {
    const subject: Subject = {
      application: application.name,
      name,
      signal,
      unit: unitOf(signal),
      record: recorder(application, context, { signal: name }),
      everySeconds,
    };
    return {
      name: `${application.name}.business-${name}`,
      team: application.team,
      interval: seconds(everySeconds),
      rules: [
        ...valueRecords(subject),
        ...usualRecords(subject, weeks),
        ...dropAlerts(subject, application, weeks),
        ...boundRules(subject, application),
      ],
    };
  });
};
