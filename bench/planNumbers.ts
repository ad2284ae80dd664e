import { z } from 'zod';

const plan = z.object({ resources: z.array(z.object({ type: z.string(), inputs: z.unknown() })) });

/** Number of resources of a plan (without the stack itself) and bytes of the largest one's inputs, from `plan --json`. */
export const planNumbers = (json: string): { readonly resources: number; readonly largestBytes: number } => {
  const { resources } = plan.parse(JSON.parse(json));
  const own = resources.filter(({ type }) => type !== 'pulumi:pulumi:Stack');
  const sizes = own.map(({ inputs }) => Buffer.byteLength(JSON.stringify(inputs)));
  return { resources: own.length, largestBytes: Math.max(0, ...sizes) };
};
