import path from 'node:path';
import { UserError } from '../config/errors';
import { runLocal } from '../local/run/runLocal';
import { optionsOf } from '../plan/options';

const help = `npm start [-- options]: runs stack local on this machine until Ctrl-C.
  --seconds <n>         ends by itself n seconds after everything is up
  --config-file <file>  a stack file instead of Pulumi.local.yaml`;

function parse(args: readonly string[]): { seconds?: number; configFile?: string } | undefined {
  const values = optionsOf('npm start', args, {
    seconds: { type: 'string' },
    'config-file': { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  });
  if (values.help === true) return undefined;
  const seconds = values.seconds === undefined ? undefined : Number(values.seconds);
  if (seconds !== undefined && !(seconds > 0)) {
    throw new UserError([`--seconds ${values.seconds ?? ''} is no positive number.\n${help}`]);
  }
  const configFile = values['config-file'];
  return {
    ...(seconds === undefined ? {} : { seconds }),
    ...(configFile === undefined ? {} : { configFile }),
  };
}

/** `npm start`. */
export async function main(args: readonly string[]): Promise<void> {
  const options = parse(args);
  if (options === undefined) console.log(help);
  else await runLocal({ project: path.dirname(__dirname), out: process.stdout, ...options });
}
