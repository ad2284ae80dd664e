import { z } from 'zod';

/**
 * Text of a certain form. `what` says in words what belongs there: messages, docs/config.md and the JSON schemas
 * for editors all take it from here.
 */
export const text = (form: RegExp, what: string, maxLength?: number) =>
  (maxLength === undefined ? z.string() : z.string().max(maxLength))
    .regex(form, `must be ${what}`)
    .meta({ words: what });

/** A name that may become a label or part of an object's name. */
export const dnsLabel = text(
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
  'a name of lower-case letters, digits and dashes',
  63,
);

const dnsSubdomain = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** Name of an object that somebody else made: unlike ours, it may have dots. */
export const objectName = text(
  dnsSubdomain,
  'the name of a Kubernetes object (lower-case letters, digits, dashes and dots)',
  253,
);

/** A host name such as `example.com`; a single label is allowed for private networks. */
export const hostName = text(dnsSubdomain, 'a host name such as observability.example.com', 253);

export const httpUrl = text(/^https?:\/\/[^\s/]+(\/\S*)?$/, 'a URL that starts with http:// or https://');

export const email = text(/^[^\s@]+@[^\s@]+$/, 'an e-mail address');

/** `host:port`, the port from 1 to 65535. */
export const hostPort = text(
  /^[^\s:/]+:([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])$/,
  'host:port, for instance smtp.example.com:587',
);

export const metricName = text(
  /^[a-zA-Z_:][a-zA-Z0-9_:]*$/,
  'a Prometheus metric name such as http_requests_total',
);

export const labelName = text(/^[a-zA-Z_][a-zA-Z0-9_]*$/, 'a Prometheus label name such as status_code');

export const labelMap = z.record(z.string(), z.string()).meta({ words: 'a map from text to text' });

/** A whole number; its unit stands in the name of the key. */
export const whole = (min: number, max: number) => z.int().min(min).max(max);

/** Above 0 and below or equal to 100, fractions allowed (99.9). */
export const percent = z.number().gt(0).max(100);

/** Requests and limits of one container. No CPU limit on purpose: throttling hides as latency. */
export const resources = z
  .strictObject({
    cpuRequestMilli: whole(1, 64_000).describe('CPU request in millicores.'),
    memoryRequestMb: whole(16, 1_000_000).describe('Memory request in MiB.'),
    memoryLimitMb: whole(16, 1_000_000).describe('Memory limit in MiB.'),
  })
  .describe('CPU and memory of one container. There is no CPU limit: throttling shows up as latency.');
export type Resources = z.infer<typeof resources>;

/** Whether replicas may share a node (`soft`) or must not (`hard`). */
export const antiAffinity = z.enum(['soft', 'hard']);
