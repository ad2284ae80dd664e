import { applications } from './applications';
import type { Series } from './day';
import { dependencies } from './dependencies';
import { nodes, workload } from './platform';
import { servers } from './servers';

/** Everything that a healthy day leaves behind in Prometheus, for every reference application and the nodes below them. */
export const quietDay = (): Series[] => [
  ...applications(),
  ...dependencies(),
  ...servers(),
  ...workload({ namespace: 'shop', kind: 'deployment', name: 'api' }),
  ...workload({ namespace: 'shop', kind: 'deployment', name: 'edge' }),
  ...workload({ namespace: 'shop', kind: 'deployment', name: 'scheduler' }),
  ...workload({ namespace: 'shop', kind: 'deployment', name: 'workers' }),
  ...workload({ namespace: 'shop', kind: 'statefulset', name: 'catalogue', sleeps: true }),
  ...workload({ namespace: 'fund', kind: 'deployment', name: 'fund' }),
  ...nodes(),
];
