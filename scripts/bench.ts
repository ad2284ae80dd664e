import { benchPlans } from '../bench/plans';
import { benchRules } from '../bench/rules';
import { UserError } from '../config/errors';
import { optionsOf } from '../plan/options';

const usage = `npm run bench [-- options]

Measures what plans and what rules cost.

  --plans           only the plans
  --rules           only the rules
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
    series: { type: 'string' },
    help: { type: 'boolean' },
  });
  if (values.help === true) {
    console.log(usage);
    return 0;
  }
  const sizes = sizesOf(values.series);
  const onlyRules = values.rules === true || values.series !== undefined;
  const faults = [
    ...(onlyRules ? [] : benchPlans(print)),
    ...(values.plans === true ? [] : await benchRules(sizes, print)),
  ];
  for (const fault of faults) console.error(fault);
  return faults.length > 0 ? 1 : 0;
};
