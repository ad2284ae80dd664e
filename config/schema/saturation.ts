import { z } from 'zod';
import { percent, whole } from './common';

/** CPU may be above what was requested, so its share may be above 100 %. */
const cpuPercent = z.number().gt(0).max(1_000);

/** When an application has almost used up what it may use. */
export const saturation = z
  .strictObject({
    cpuPercent: cpuPercent.describe(
      'Share of the CPU limit of its containers, of the request where there is no limit, above which the team is told.',
    ),
    memoryPercent: percent.describe('Share of the memory limit above which the team is told.'),
    memoryCriticalPercent: percent.describe('The same, above which someone acts within hours.'),
    openFilesPercent: percent.describe(
      'Share of the file descriptors that a process may open above which the team is told.',
    ),
    forMinutes: whole(1, 60).describe('How long a share stays above its threshold before someone is told.'),
    instanceCapacity: z
      .strictObject({
        cpuCores: z.number().gt(0).max(1_024).describe('CPU of one instance in cores.'),
        memoryMb: whole(1, 16_000_000).describe('Memory of one instance in MiB.'),
      })
      .optional()
      .describe(
        'What one instance may use, where no container says it: fixed targets. Its processes are compared with it. Without it, and without requests and limits, CPU and memory have no alert.',
      ),
  })
  .describe('CPU, memory and open files near their limit.');

export const restarts = z
  .strictObject({
    count: whole(2, 100).describe('So many restarts of one process are told.'),
    withinMinutes: whole(5, 1_440).describe('Within this time.'),
  })
  .describe('Restart loops of a process that runs outside Kubernetes; inside, KubePodCrashLooping tells.');
