import type { Application } from '../config/schema/application';
import { select } from '../signals/signal';
import { probeCertificateExpiry, probeSuccess } from '../signals/targets';
import { dashboardUids } from '../dashboards/uids';
import type { RuleContext } from './input';
import type { AlertRule, RuleGroup } from './model';
import { atLeastTwoSamples, minutes, minutesText, plainText } from './text';

/** A missing probe is a blind spot, not an outage: ten minutes leave time for a restart of the exporter. */
const missingMinutes = 10;

const daySeconds = 86_400;

/** A gauge that hardly moves: two samples in a row are enough, and one that was shown during a change is not. */
const certificateAlerts = (
  { name, team, displayName, alerts }: Application,
  probeIntervalSeconds: number,
): AlertRule[] => {
  const left = `${select(probeCertificateExpiry, { application: name })} - time()`;
  const shown = plainText(displayName);
  const days = '{{ $value | humanizeDuration }}';
  const { daysLeft, daysLeftCritical } = alerts.certificate;
  const common = {
    for: atLeastTwoSamples(0, probeIntervalSeconds),
    team,
    application: name,
    dashboard: dashboardUids.systemHealth,
  };
  return [
    {
      ...common,
      alert: 'CertificateExpiring',
      expr: `${left} < ${String(daysLeft * daySeconds)}`,
      priority: 'P3',
      summary: `${shown}: the certificate of probe {{ $labels.probe }} ends in ${days}`,
      description: `A certificate that {{ $labels.instance }} shows ends in ${days}, which is less than ${String(daysLeft)} days. It ought to have been renewed before: renewal fails, or the new one is not served.`,
    },
    {
      ...common,
      alert: 'CertificateNearlyExpired',
      expr: `${left} < ${String(daysLeftCritical * daySeconds)}`,
      priority: 'P2',
      summary: `${shown}: the certificate of probe {{ $labels.probe }} ends in ${days}, then nobody can connect`,
      description: `A certificate that {{ $labels.instance }} shows ends in ${days}, which is less than ${String(daysLeftCritical)} days. From then on every client refuses the connection. Renew it by hand today, whatever keeps the renewal from working.`,
    },
  ];
};

/** What the blackbox exporter sees of an application from inside the cluster. */
export const probeGroups = (application: Application, context: RuleContext): RuleGroup[] => {
  const { name, team, displayName, probes, alerts } = application;
  const { probeIntervalSeconds, platformTeam } = context;
  if (probes.length === 0 || probeIntervalSeconds === undefined) return [];
  const results = select(probeSuccess, { application: name });
  const shown = plainText(displayName);
  const { forMinutes } = alerts.serviceDown;
  return [
    {
      name: `${name}.probes`,
      team,
      rules: [
        {
          alert: 'ProbeFailed',
          expr: `${results} == 0`,
          for: atLeastTwoSamples(forMinutes, probeIntervalSeconds),
          priority: 'P1',
          team,
          application: name,
          summary: `${shown}: probe {{ $labels.probe }} fails`,
          description: `{{ $labels.instance }} does not answer with a 2xx status in time, for more than ${minutesText(forMinutes)}. The probe asks from inside the cluster as a user would.`,
          dashboard: dashboardUids.systemHealth,
        },
        {
          alert: 'ProbeMissing',
          expr: `(count(${results}) or vector(0)) < ${String(probes.length)}`,
          for: minutes(missingMinutes),
          priority: 'P3',
          // The exporter and its configuration are the stack's, not the application's.
          team: platformTeam,
          application: name,
          summary: `${shown}: {{ $value }} of ${String(probes.length)} probes report`,
          description: `Probes of ${shown} have given no result for more than ${minutesText(missingMinutes)}. Until they do, an outage that only a request from outside the application would show goes unseen.`,
          dashboard: dashboardUids.systemHealth,
        },
        ...certificateAlerts(application, probeIntervalSeconds),
      ],
    },
  ];
};
