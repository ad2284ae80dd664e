import { z } from 'zod';
import { inboxNames } from '../inboxes/model';

const program = z.object({
  name: z.string(),
  /** Version or role, a few words. */
  what: z.string(),
  url: z.string(),
});
const target = z.object({
  job: z.string(),
  instance: z.string(),
  health: z.string(),
  application: z.string(),
  lastError: z.string(),
});
const alert = z.object({
  name: z.string(),
  /** `inhibited`: it fires, and Alertmanager tells nobody because another alert says it already. */
  state: z.enum(['pending', 'firing', 'inhibited']),
  priority: z.string(),
  team: z.string(),
  application: z.string(),
  /** What tells it from others of its name: the values of its labels slo, probe, dependency and the like; often empty. */
  detail: z.string(),
  /** Where Alertmanager sends it; empty before it knows the alert. */
  receivers: z.array(z.string()),
  /** Milliseconds since 1970. */
  since: z.number(),
});
const life = alert.extend({
  pendingAt: z.number().optional(),
  firingAt: z.number().optional(),
  routedAt: z.number().optional(),
  delivered: z.array(z.object({ inbox: z.enum(inboxNames), destination: z.string(), at: z.number() })),
  overAt: z.number().optional(),
  /** When somebody was told that it is over. */
  resolvedAt: z.number().optional(),
});
const step = z.object({
  title: z.string(),
  state: z.enum(['running', 'done', 'failed']),
  detail: z.string(),
  startedAt: z.number(),
  endedAt: z.number().optional(),
});
const notification = z.object({
  sequence: z.number(),
  receivedAt: z.number(),
  inbox: z.enum(inboxNames),
  destination: z.string(),
  status: z.enum(['firing', 'resolved', 'unknown']),
  alerts: z.array(z.string()),
  title: z.string(),
  text: z.string(),
});
const fault = z.object({
  name: z.string(),
  group: z.string(),
  what: z.string(),
  /** Alerts that it should bring to somebody. */
  fires: z.array(z.string()),
  /** What is special; often empty. */
  note: z.string(),
  since: z.number().optional(),
});

/** What a run says about itself; also what travels between it and `npm run status`. */
export const runStatus = z.object({
  state: z.enum(['starting', 'running', 'ending']),
  startedAt: z.number(),
  /** Address of the page. */
  page: z.string(),
  steps: z.array(step),
  programs: z.array(program),
  targets: z.array(target),
  /** Jobs of the configuration that have no target here. */
  emptyJobs: z.array(z.string()),
  alerts: z.array(alert),
  /** The way of each alert from its condition to the people, the newest first. */
  lives: z.array(life),
  notifications: z.array(notification),
  heartbeat: z.object({ beats: z.number(), lastAt: z.number().optional(), silent: z.boolean() }),
  faults: z.array(fault),
  /** What is as in a cluster and what is not. */
  differences: z.array(z.object({ what: z.string(), details: z.string() })),
  logs: z.string(),
});

export type RunStatus = z.infer<typeof runStatus>;
export type ProgramStatus = z.infer<typeof program>;
export type TargetStatus = z.infer<typeof target>;
export type AlertLife = z.infer<typeof life>;
export type AlertStatus = z.infer<typeof alert>;
export type FaultStatus = z.infer<typeof fault>;
