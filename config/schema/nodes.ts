import { z } from 'zod';
import { percent, whole } from './common';

export const nodes = z
  .strictObject({
    cpuPercent: percent.describe('Share of the CPU of a node in use above which the platform team is told.'),
    memoryPercent: percent.describe('Share of the memory of a node in use above which it is told.'),
    memoryCriticalPercent: percent.describe('The same, above which someone acts within hours.'),
    diskFreePercent: percent.describe(
      'Free share of a disk below which someone acts within hours. At 10 % the kubelet starts to evict pods.',
    ),
    diskFreeCriticalPercent: percent.describe('The same, below which someone is woken.'),
    forMinutes: whole(1, 60).describe('How long a value stays beyond its threshold before someone is told.'),
  })
  .describe('CPU, memory and disk of the nodes.');

export type NodeThresholds = z.infer<typeof nodes>;
