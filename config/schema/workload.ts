import { z } from 'zod';

/** A workload of Kubernetes, by kind and name. */
export const workload = z.strictObject({
  kind: z.enum(['Deployment', 'StatefulSet', 'DaemonSet']).describe('Kind of the workload.'),
  name: z.string().min(1).describe('Name of the workload.'),
});

export type Workload = z.infer<typeof workload>;
