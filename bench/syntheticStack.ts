import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { HttpMapping } from '../config/schema/application';

/** A content folder and a stack file for a number of applications, on disk. */
export interface SyntheticStack {
  readonly applications: number;
  readonly names: readonly string[];
  /** How each of them counts its requests. */
  readonly http: HttpMapping;
  readonly teams: number;
  readonly configFile: string;
  readonly remove: () => void;
}

/** About what organisations have: ten applications per team, each with HTTP metrics, an objective and a probe. */
const applicationsPerTeam = 10;

const http: HttpMapping = {
  requests: { metric: 'http_requests_total', statusLabel: 'status', routeLabel: 'route' },
  duration: {
    metric: 'http_request_duration_seconds',
    bucketsSeconds: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  },
};

const nameOf = (index: number): string => `application-${String(index)}`;

const application = (index: number, team: string): object => ({
  displayName: `Application ${String(index)}`,
  team,
  namespace: `team-${String(Math.floor(index / applicationsPerTeam))}`,
  workload: { kind: 'Deployment', name: `application-${String(index)}` },
  scrape: { service: { matchLabels: { app: `application-${String(index)}` }, port: 'metrics' } },
  http,
  slos: { availability: { objectivePercent: 99.9 } },
  probes: [{ name: 'health', url: `https://application-${String(index)}.example.com/health` }],
});

const team = (name: string): object => ({
  displayName: name,
  contact: `#${name}`,
  slackChannel: `#${name}-alerts`,
  emails: [`${name}@example.com`],
});

/** Writes a stack of so many applications below the temporary folder. */
export const syntheticStack = (applications: number): SyntheticStack => {
  const folder = mkdtempSync(join(tmpdir(), 'observatory-stack-'));
  const content = join(folder, 'content');
  mkdirSync(join(content, 'applications'), { recursive: true });
  mkdirSync(join(content, 'teams'));
  const teams = Math.ceil(applications / applicationsPerTeam);
  const names = Array.from({ length: teams }, (_, index) => `team-${String(index)}`);
  for (const name of [...names, 'platform'])
    writeFileSync(join(content, 'teams', `${name}.yaml`), stringify(team(name)));
  for (let index = 0; index < applications; index += 1) {
    const owner = names[index % teams] ?? 'platform';
    writeFileSync(
      join(content, 'applications', `${nameOf(index)}.yaml`),
      stringify(application(index, owner)),
    );
  }
  const configFile = join(folder, 'Pulumi.bench.yaml');
  writeFileSync(
    configFile,
    stringify({
      config: {
        'observatory:preset': 'large',
        'observatory:guardrails': 'relaxed',
        'observatory:cluster': { name: 'bench', environment: 'bench', context: 'bench' },
        'observatory:content': { path: content, runbooksUrl: 'https://example.com/runbooks' },
        'observatory:alerting': { pagerduty: { enabled: true } },
      },
    }),
  );
  return {
    applications,
    names: Array.from({ length: applications }, (_, index) => nameOf(index)),
    http,
    teams: teams + 1,
    configFile,
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
