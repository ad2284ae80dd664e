import path from 'node:path';

import { UserError } from '../../config/errors';
import { forecast, silentSlots } from '../../routing/simulate/forecast';
import { simulatorOf } from '../../routing/simulate/simulator';
import { ensureProgram } from '../../tools/build';
import { evaluate } from '../evaluate';
import { stableJson } from '../json';
import type { Output } from '../main';
import { planOf } from '../plan';
import { readProject } from '../project';
import { stackNames } from '../stackFile';
import { alertsOf } from './alerts';
import { parseRoutesArguments, ROUTES_USAGE, type RoutesArguments } from './arguments';
import { filtered } from './filter';
import { finishedOf } from './finished';
import { forecastJson } from './json';
import { routesText } from './screen';

/**
 * The command `npm run routes`.
 *
 * @param folder the checkout, with Pulumi.yaml
 * @returns the exit code: 1 when an alert reaches nobody
 * @throws UserError
 */
export async function routesCommand(
  args: readonly string[],
  folder: string,
  { out, note }: Output,
): Promise<number> {
  const options = parseRoutesArguments(args);
  if (options.help) {
    out(ROUTES_USAGE);
    return 0;
  }
  const stack = requireStack(options, folder);
  const { at, charts } = options;
  const configFile = options.configFile === undefined ? {} : { configFile: path.resolve(options.configFile) };
  const evaluation = await evaluate({ folder, stack, ...configFile });
  const plan = planOf(evaluation);
  const finished = await finishedOf(evaluation, plan, () => ensureProgram('operator'));
  if (!finished.byOperator) {
    note('The operator’s code cannot be built here (it needs Go): shown is what the plan holds.');
  }
  const alerts = await alertsOf(plan, finished.sending, charts && path.resolve(charts));
  const when = { now: new Date(), ...(at === undefined ? {} : { at }) };
  const shown = filtered(forecast(simulatorOf(finished.config), alerts, when), finished.config, options);
  const source =
    charts === undefined
      ? 'The chart’s alerts: the list in charts/known. From the chart itself: --charts <folder of archives>'
      : `The chart’s alerts: rendered from ${charts}`;
  out(options.json ? stableJson(forecastJson(stack, shown)) : routesText(stack, shown, [source]));
  return shown.some((one) => silentSlots(one).length > 0) ? 1 : 0;
}

function requireStack({ stack }: RoutesArguments, folder: string): string {
  if (stack !== undefined) return stack;
  const names = stackNames(readProject(folder));
  throw new UserError([`Which stack? Add --stack <name>. There are: ${names.join(', ')}.`]);
}
