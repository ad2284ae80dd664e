import { alerts } from './alerts';
import { apiPerformance } from './apiPerformance';
import { business } from './business';
import { cachePerformance } from './cachePerformance';
import { databasePerformance } from './databasePerformance';
import { infrastructure } from './infrastructure';
import type { DashboardsInput } from './lib/board';
import type { DashboardFile } from './model';
import { overview } from './overview';
import { slo } from './slo';
import { systemHealth } from './systemHealth';

export type { DashboardsInput } from './lib/board';
export { ownDashboards } from './own';

const boards: readonly ((input: DashboardsInput) => DashboardFile)[] = [
  overview,
  systemHealth,
  apiPerformance,
  databasePerformance,
  cachePerformance,
  business,
  infrastructure,
  slo,
  alerts,
];

/** Every dashboard of the stack, in the order of the folder's list. */
export const buildDashboards = (input: DashboardsInput): DashboardFile[] =>
  boards.map((board) => board(input));
