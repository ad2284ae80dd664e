import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';

import { closestTo } from '../config/closest';
import { UserError } from '../config/errors';

/**
 * The options of a command line; every command tells a slip in the same words.
 *
 * @param command as one writes it: `npm run plan`
 * @throws UserError for an option that there is not, one without its value, and anything that is no option
 */
export function optionsOf<Options extends ParseArgsOptionsConfig>(
  command: string,
  args: readonly string[],
  options: Options,
) {
  let parsed;
  try {
    parsed = parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new UserError([explained(error instanceof Error ? error.message : String(error), args, options)]);
  }
  const [odd] = parsed.positionals;
  if (odd !== undefined) {
    const stack = 'stack' in options ? `; for a stack: ${command} -- --stack ${odd}` : '. See --help.';
    throw new UserError([`${odd} is no option${stack}`]);
  }
  for (const [name, value] of Object.entries(parsed.values)) {
    if (value === '') throw new UserError([`--${name} needs a value.`]);
  }
  return parsed.values;
}

function explained(message: string, args: readonly string[], options: ParseArgsOptionsConfig): string {
  const names = Object.keys(options);
  const unknown = args
    .filter((arg) => arg.startsWith('--'))
    .map((arg) => arg.slice(2).split('=')[0] ?? '')
    .find((name) => !names.includes(name));
  if (unknown !== undefined) {
    const meant = closestTo(unknown, names);
    const hint = meant === undefined ? `there are --${names.join(', --')}` : `did you mean --${meant}?`;
    return `--${unknown} is unknown; ${hint}`;
  }
  return `${message.split('. ')[0]?.replace(/\.$/, '') ?? message}. See --help.`;
}
