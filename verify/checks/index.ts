import { acceptedCheck } from './accepted';
import { alertmanagerCheck } from './alertmanager';
import { clusterCheck } from './cluster';
import { crdsCheck } from './crds';
import { dashboardsCheck } from './dashboards';
import { heartbeatCheck } from './heartbeat';
import type { Check } from './model';
import { objectsCheck } from './objects';
import { releasesCheck } from './releases';
import { rulesCheck } from './rules';
import { targetsCheck } from './targets';
import { volumesCheck } from './volumes';
import { workloadsCheck } from './workloads';

/** Every check, in the order in which one depends on another. */
export const checks: readonly Check[] = [
  clusterCheck,
  crdsCheck,
  releasesCheck,
  objectsCheck,
  acceptedCheck,
  workloadsCheck,
  volumesCheck,
  rulesCheck,
  targetsCheck,
  alertmanagerCheck,
  dashboardsCheck,
  heartbeatCheck,
];
