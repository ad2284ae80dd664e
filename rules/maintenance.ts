import { alertLabels, maintenanceAlert } from '../config/naming';
import type { Maintenance } from '../config/schema/maintenance';
import { dashboardUids } from '../dashboards/uids';
import type { RuleGroup } from './model';
import { plainText } from './text';

/**
 * One alert per maintenance window, which fires while the window is open; routing keeps other alerts back while it does.
 * A rule and not a silence: it is reviewed, it shows in a plan, and it ends by itself.
 */
export const maintenanceGroups = (windows: readonly Maintenance[]): RuleGroup[] =>
  windows.map(({ name, reason, owner, endText, startSeconds, endSeconds }) => ({
    name: `maintenance.${name}`,
    team: owner,
    rules: [
      {
        alert: maintenanceAlert,
        expr: `vector(time()) >= ${String(startSeconds)} < ${String(endSeconds)}`,
        for: '0s',
        priority: 'P4',
        team: owner,
        labels: { [alertLabels.maintenance]: name },
        summary: `Maintenance window ${name} is open until ${endText}: ${plainText(reason)}`,
        description: `Alerts that belong to it are told to nobody until ${endText}. Alertmanager shows them as inhibited.`,
        dashboard: dashboardUids.systemHealth,
      },
    ],
  }));
