import { business } from './business';
import type { DashboardsInput } from './lib/board';
import type { DashboardFile } from './model';
import { systemHealth } from './systemHealth';

export type { DashboardsInput } from './lib/board';
export { ownDashboards } from './own';

/** Every dashboard of the stack, in the order of the folder's list. */
export const buildDashboards = (input: DashboardsInput): DashboardFile[] => [
  systemHealth(input),
  business(input),
];
