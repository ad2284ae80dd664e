import { alertsRaised } from '../signals/alerts';
import { select } from '../signals/signal';
import { board, type DashboardsInput, type Row } from './lib/board';
import { stat } from './lib/stat';
import { table } from './lib/table';
import { timeSeries } from './lib/timeSeries';
import type { DashboardFile } from './model';
import { dashboardUids, folders } from './uids';

const chosenTeam = { team: { matches: '$team' } } as const;
const firing = select(alertsRaised, { alertstate: 'firing', ...chosenTeam });
const pending = select(alertsRaised, { alertstate: 'pending', ...chosenTeam });

const now: Row = {
  title: 'Now',
  panels: [
    stat({
      title: 'Firing, by priority',
      description:
        'P1: a person is woken now. P2: within hours. P3: the next working day. P4: information. Nothing here is good.',
      unit: 'count',
      width: 'half',
      queries: [{ expr: `count by (priority) (${firing})`, legend: '{{priority}}' }],
      colours: ['orange'],
    }),
    stat({
      title: 'Firing, by team',
      description: 'Whose alerts they are.',
      unit: 'count',
      width: 'half',
      queries: [{ expr: `count by (team) (${firing})`, legend: '{{team}}' }],
      colours: ['orange'],
    }),
    table({
      title: 'Active alerts',
      description:
        'What fires and for whom. The silences and inhibitions of Alertmanager are not in it. Alerts that the chart brings get team and priority on their way to Alertmanager; here both are empty.',
      width: 'full',
      rows: {
        alertname: 'Alert',
        priority: 'Priority',
        severity: 'Severity',
        team: 'Team',
        application: 'Application',
      },
      columns: [
        {
          title: 'Firing',
          unit: 'count',
          expr: `count by (alertname, priority, severity, team, application) (${firing})`,
        },
      ],
    }),
  ],
};

const course: Row = {
  title: 'Over time',
  panels: [
    timeSeries({
      title: 'Firing alerts',
      description: 'How many fire, by priority.',
      unit: 'count',
      width: 'half',
      queries: [{ expr: `count by (priority) (${firing})`, legend: '{{priority}}' }],
    }),
    timeSeries({
      title: 'Pending alerts',
      description:
        'Conditions that hold, but not for long enough yet. Many that never fire are noise in waiting.',
      unit: 'count',
      width: 'half',
      queries: [{ expr: `count by (alertname) (${pending})`, legend: '{{alertname}}' }],
    }),
  ],
};

/** For whoever is on call: what is wrong now, and whose it is. */
export const alerts = (input: DashboardsInput): DashboardFile =>
  board(
    {
      uid: dashboardUids.alerts,
      title: 'Alerts',
      folder: folders.overview,
      description: 'What alarms now, by team and priority.',
      scope: 'teams',
      rows: [now, course],
    },
    input,
  );
