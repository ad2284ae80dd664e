import { UserError } from '../config/errors';
import { optionsOf } from '../plan/options';
import type { GivenUrls } from './cluster/liveCluster';

export interface VerifyArguments {
  readonly stack?: string;
  readonly configFile?: string;
  readonly context?: string;
  readonly waitSeconds: number;
  readonly urls: GivenUrls;
  readonly json: boolean;
  readonly help: boolean;
}

const OPTIONS = {
  stack: { type: 'string', short: 's' },
  'config-file': { type: 'string' },
  context: { type: 'string' },
  wait: { type: 'string' },
  'prometheus-url': { type: 'string' },
  'alertmanager-url': { type: 'string' },
  'grafana-url': { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

const DEFAULT_WAIT_SECONDS = 120;

export const VERIFY_USAGE = `npm run verify -- --stack <name> [options]

Looks whether a cluster is as the plan of the stack says, and changes nothing: Helm releases, objects, what the
operator makes of them, workloads, volumes, rules, targets, Alertmanager’s configuration, dashboards, heartbeat.

  --stack <name>            the stack: Pulumi.<name>.yaml
  --config-file <file>      its configuration from another file
  --context <name>          context of the kubeconfig; only one that leads to the stack’s own cluster is taken
  --wait <seconds>          how long what is not well may still become so; default ${String(DEFAULT_WAIT_SECONDS)}
  --prometheus-url <url>    instead of a port-forward to its pods; likewise --alertmanager-url and --grafana-url
  --json                    JSON instead of text

It needs what kubectl port-forward needs, and the right to read Secrets of the namespace observatory.
Exit code 1: a check failed.
`;

/** @throws UserError for anything that is not understood */
export function parseVerifyArguments(args: readonly string[]): VerifyArguments {
  const values = optionsOf('npm run verify', args, OPTIONS);
  const { stack, 'config-file': configFile, context, wait, json = false, help = false } = values;
  return {
    ...(stack === undefined ? {} : { stack }),
    ...(configFile === undefined ? {} : { configFile }),
    ...(context === undefined ? {} : { context }),
    waitSeconds: wait === undefined ? DEFAULT_WAIT_SECONDS : secondsFrom(wait),
    urls: {
      ...urlFrom('prometheus', values['prometheus-url']),
      ...urlFrom('alertmanager', values['alertmanager-url']),
      ...urlFrom('grafana', values['grafana-url']),
    },
    json,
    help,
  };
}

function secondsFrom(text: string): number {
  if (/^\d{1,5}$/.test(text)) return Number(text);
  throw new UserError([`--wait ${text}: no number of seconds; write it like 120, or 0 to look once`]);
}

function urlFrom(name: keyof GivenUrls, text: string | undefined): GivenUrls {
  if (text === undefined) return {};
  if (/^https?:$/.test(URL.canParse(text) ? new URL(text).protocol : '')) return { [name]: text };
  throw new UserError([`--${name}-url ${text}: no URL; write it like https://${name}.example.com`]);
}
