import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { textOf, valueAt, type JsonObject } from '../../plan/json';
import type { ExpectedRelease } from '../expectation';
import { counted, outcome, type Finding } from '../model';
import type { Check } from './model';

/** What Helm keeps of the newest revision of a release. */
export interface LiveRelease {
  readonly revision: number;
  /** `deployed`, `failed`, `pending-upgrade`, … */
  readonly status: string;
  readonly chart: string;
  readonly version: string;
}

const payload = z.object({
  version: z.number(),
  info: z.object({ status: z.string() }),
  chart: z.object({ metadata: z.object({ name: z.string(), version: z.string() }) }),
});

/** Reads Helm's Secret: JSON, compressed, base64 by Helm and again by Kubernetes. Its values are not kept. */
export function releaseOf(secret: JsonObject): LiveRelease | undefined {
  try {
    const once = Buffer.from(textOf(valueAt(secret, ['data', 'release'])), 'base64').toString('ascii');
    const text = gunzipSync(Buffer.from(once, 'base64')).toString('utf8');
    const { version: revision, info, chart } = payload.parse(JSON.parse(text));
    return { revision, status: info.status, chart: chart.metadata.name, version: chart.metadata.version };
  } catch {
    return undefined;
  }
}

export function releaseFindings(wanted: ExpectedRelease, live: LiveRelease | undefined): Finding[] {
  const { name: subject } = wanted;
  if (live === undefined) {
    return [{ subject, problem: 'is not installed', advice: 'Run pulumi up.' }];
  }
  if (live.status !== 'deployed') {
    const advice = live.status.startsWith('pending')
      ? `Another operation runs, or was cut off: helm history ${subject} -n ${wanted.namespace}; docs/upgrading.md says how to go on.`
      : `helm history ${subject} -n ${wanted.namespace} says why; correct it and run pulumi up.`;
    return [{ subject, problem: `revision ${String(live.revision)} is ${live.status}`, advice }];
  }
  const [there, plan] = [
    `${live.chart} ${live.version}`,
    `${wanted.chart} ${wanted.version ?? live.version}`,
  ];
  return there === plan
    ? []
    : [
        {
          subject,
          problem: `is ${there}, the plan has ${plan}`,
          advice: 'Run pulumi up of this version of the program.',
        },
      ];
}

export const releasesCheck: Check = {
  name: 'Helm releases',
  async run({ releases }, live) {
    const findings: Finding[] = [];
    for (const release of releases) {
      const selector = `owner=helm,name=${release.name}`;
      const secrets = await live.objects({ apiVersion: 'v1', kind: 'Secret' }, release.namespace, selector);
      const revisions = secrets.map(releaseOf).filter((found) => found !== undefined);
      findings.push(...releaseFindings(release, revisions.sort((a, b) => b.revision - a.revision)[0]));
    }
    return outcome(counted(releases.length, 'release'), findings);
  },
};
