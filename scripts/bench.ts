import { benchOverhead } from '../bench/overhead';
import { benchPlans } from '../bench/plans';
import { benchRules } from '../bench/rules';
import { UserError } from '../config/errors';
import { optionsOf } from '../plan/options';

const usage = `npm run bench [-- options]

Measures what plans cost, what rules cost, and what being monitored costs an application.

  --plans           only the plans
  --rules           only the rules
  --overhead        only what metrics and scrapes cost the demo application at 500 requests a second
  --series <number> series in Prometheus; by default 50000, then 200000. A million takes 8 minutes and 8 GB`;

const defaultSizes = [50_000, 200_000];

const sizesOf = (series: string | undefined): readonly number[] => {
  if (series === undefined) return defaultSizes;
  if (!/^[1-9][0-9]{3,7}$/.test(series))
    throw new UserError([`--series ${series}: is no number of series; write one from 1000 to 99999999`]);
  return [Number(series)];
};

const print = (line: string): void => {
  console.log(line);
};

/** @returns 1 when a bound is passed */
export const main = async (args: readonly string[]): Promise<number> => {
  const values = optionsOf('npm run bench', args, {
    plans: { type: 'boolean' },
    rules: { type: 'boolean' },
    overhead: { type: 'boolean' },
    series: { type: 'string' },
    help: { type: 'boolean' },
  });
  if (values.help === true) {
    console.log(usage);
    return 0;
  }
  const sizes = sizesOf(values.series);
  const chosen = {
    plans: values.plans === true,
    rules: values.rules === true || values.series !== undefined,
    overhead: values.overhead === true,
  };
  const everything = !Object.values(chosen).some(Boolean);
  const faults = [
    ...(everything || chosen.plans ? benchPlans(print) : []),
    ...(everything || chosen.overhead ? await benchOverhead(print) : []),
    ...(everything || chosen.rules ? await benchRules(sizes, print) : []),
  ];
  for (const fault of faults) console.error(fault);
  return faults.length > 0 ? 1 : 0;
};
