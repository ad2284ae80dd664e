import { referenceApplications } from '../../rules/fixture';
import { planner } from '../../rules/fixture/business';
import type { Application } from '../../../config/schema/application';

/** The planner with a signal in every unit that a board shows. */
const inEveryUnit: Application = planner({
  business: {
    users: null,
    'daily-active-users': {
      displayName: 'daily active users',
      gauge: { metric: 'active_users' },
      alerts: { dropPercent: 30, below: 2_000, priority: 'P2' },
    },
    'monthly-active-users': {
      displayName: 'monthly active users',
      gauge: { metric: 'monthly_active_users' },
    },
    mrr: {
      displayName: 'monthly recurring revenue in EUR',
      unit: 'money',
      gauge: { metric: 'mrr_euros' },
      alerts: { below: 30_000 },
    },
    ltv: { displayName: 'lifetime value in EUR', unit: 'money', gauge: { metric: 'ltv_euros' } },
    'first-plan': {
      displayName: 'time to the first plan',
      unit: 'seconds',
      gauge: { metric: 'first_plan_seconds' },
      alerts: { above: 600 },
    },
  },
});

/** The reference applications, which together show something on every panel. */
export const applications: readonly Application[] = referenceApplications.map((one) =>
  one.name === inEveryUnit.name ? inEveryUnit : one,
);
