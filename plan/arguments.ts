import { UserError } from '../config/errors';
import { optionsOf } from './options';

export interface Arguments {
  readonly stack?: string;
  readonly configFile?: string;
  readonly out?: string;
  readonly diff?: string;
  readonly charts?: string;
  readonly program?: string;
  readonly format: Format;
  readonly help: boolean;
}

const formats = ['text', 'json', 'markdown'] as const;
export type Format = (typeof formats)[number];

const OPTIONS = {
  stack: { type: 'string', short: 's' },
  'config-file': { type: 'string' },
  out: { type: 'string' },
  diff: { type: 'string' },
  charts: { type: 'string' },
  program: { type: 'string' },
  format: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

export const USAGE = `npm run plan -- --stack <name> [options]

Shows what a stack deploys, without Pulumi login, cluster, cloud account or network.

  --stack <name>           the stack: Pulumi.<name>.yaml
  --config-file <file>     its configuration from another file
  --out <folder>           writes objects, chart values, rules, Alertmanager configuration, dashboards and
                           resources.json to a folder
  --format <how>           text; json: resources.json, or with --diff the differences; markdown: the differences,
                           for a comment
  --json                   the same as --format json
  --diff <ref | folder>    what changes against a git ref, or against what --out wrote before;
                           exit code 0: nothing, 2: something, 1: error
  --charts <folder>        renders the charts with Helm from archives <chart>-<version>.tgz in that folder; with --diff,
                           of both versions
  --program <folder>       plans the checkout in that folder instead of this one

Secrets are decrypted with PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE when given, and are never
shown.
`;

/** @throws UserError for anything that is not understood */
export function parseArguments(args: readonly string[]): Arguments {
  const values = optionsOf('npm run plan', args, OPTIONS);
  const { stack, 'config-file': configFile, out, diff, charts, program, help = false } = values;
  const given = { stack, configFile, out, diff, charts, program };
  const present = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return { ...present, format: formatOf(values), help };
}

function formatOf({ format, json, diff }: { format?: string; json?: boolean; diff?: string }): Format {
  if (format === undefined) return json === true ? 'json' : 'text';
  const known = formats.find((name) => name === format);
  if (known === undefined) throw new UserError([`--format ${format}: write ${formats.join(', ')}.`]);
  if (known === 'markdown' && diff === undefined)
    throw new UserError(['--format markdown shows what changes; add --diff <ref>.']);
  return known;
}
