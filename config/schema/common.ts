import { z } from 'zod';

/** A Kubernetes object or label-safe name: lower-case letters, digits and dashes, at most 63 characters. */
export const dnsLabel = z
  .string()
  .max(63)
  .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, 'must be lower-case letters, digits and dashes (a DNS label)');

/** A host name such as `example.com`; a single label is allowed for private networks. */
export const hostName = z
  .string()
  .max(253)
  .regex(/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/, 'must be a host name such as observability.example.com');

export const httpUrl = z
  .string()
  .regex(/^https?:\/\/[^\s/]+(\/\S*)?$/, 'must be a URL that starts with http:// or https://');

export const email = z.string().regex(/^[^\s@]+@[^\s@]+$/, 'must be an e-mail address');

/** `host:port`. */
export const hostPort = z
  .string()
  .regex(/^[^\s:/]+:[0-9]{1,5}$/, 'must be host:port, for instance smtp.example.com:587');

/** A Prometheus metric name. */
export const metricName = z.string().regex(/^[a-zA-Z_:][a-zA-Z0-9_:]*$/, 'must be a Prometheus metric name');

/** A Prometheus label name. */
export const labelName = z.string().regex(/^[a-zA-Z_][a-zA-Z0-9_]*$/, 'must be a Prometheus label name');

export const labelMap = z.record(z.string(), z.string());

const whole = (min: number, max: number) => z.int().min(min).max(max);

/** Whole numbers with a unit in the key's name. */
export const count = whole;
export const days = whole;
export const hours = whole;
export const minutes = whole;
export const seconds = whole;
export const gigabytes = whole;
export const megabytes = whole;
export const milliCpu = whole;

/** Above 0 and below or equal to 100, fractions allowed (99.9). */
export const percent = z.number().gt(0).max(100);

/** Requests and limits of one container. No CPU limit on purpose: throttling hides as latency. */
export const resources = z
  .strictObject({
    cpuRequestMilli: milliCpu(1, 64_000).describe('CPU request in millicores.'),
    memoryRequestMb: megabytes(16, 1_000_000).describe('Memory request in MiB.'),
    memoryLimitMb: megabytes(16, 1_000_000).describe('Memory limit in MiB.'),
  })
  .describe('CPU and memory of one container. There is no CPU limit: throttling shows up as latency.');
export type Resources = z.infer<typeof resources>;

/** Whether replicas may share a node (`soft`) or must not (`hard`). */
export const antiAffinity = z.enum(['soft', 'hard']);
