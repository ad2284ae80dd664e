import { UserError } from '../../config/errors';
import { optionsOf } from '../options';

export interface RoutesArguments {
  readonly stack?: string;
  readonly configFile?: string;
  readonly charts?: string;
  readonly alert?: string;
  readonly team?: string;
  readonly at?: Date;
  readonly json: boolean;
  readonly help: boolean;
}

const OPTIONS = {
  stack: { type: 'string', short: 's' },
  'config-file': { type: 'string' },
  charts: { type: 'string' },
  alert: { type: 'string' },
  team: { type: 'string' },
  at: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

export const ROUTES_USAGE = `npm run routes -- --stack <name> [options]

Shows for every alert who is told by which channel and when, in business hours, at night, at the weekend and on a
holiday, and by which other alerts it would be inhibited. Alertmanager is simulated; nothing is contacted.

  --stack <name>        the stack: Pulumi.<name>.yaml
  --config-file <file>  its configuration from another file
  --alert <name>        only this alert
  --team <name>         only what this team owns or is told
  --at <time>           at one time instead: 2026-12-24T22:00+01:00
  --charts <folder>     the charts' alerts from archives <chart>-<version>.tgz in that folder, rendered with Helm,
                        instead of from the list in charts/known
  --json                JSON instead of text

Exit code 1: an alert reaches nobody.
`;

/** @throws UserError for anything that is not understood */
export function parseRoutesArguments(args: readonly string[]): RoutesArguments {
  const {
    'config-file': configFile,
    at,
    json = false,
    help = false,
    ...texts
  } = {
    ...optionsOf('npm run routes', args, OPTIONS),
  };
  return {
    ...texts,
    ...(configFile === undefined ? {} : { configFile }),
    ...(at === undefined ? {} : { at: instantFrom(at) }),
    json,
    help,
  };
}

function instantFrom(text: string): Date {
  const instant = new Date(text);
  const hasZone = /(Z|[+-]\d\d:?\d\d)$/.test(text);
  if (hasZone && !Number.isNaN(instant.getTime())) return instant;
  throw new UserError([
    `--at ${text}: no time with a time zone; write it like 2026-12-24T22:00+01:00 or 2026-12-24T21:00Z`,
  ]);
}
