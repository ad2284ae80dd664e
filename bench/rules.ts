import { benchBoards } from './boards';
import { withLoadedPrometheus } from './prometheusLoad';
import type { Print } from './plans';
import { naiveRules, plannedRules } from './ruleSets';
import { syntheticStack } from './syntheticStack';

/** Applications of the measured stack. */
const applications = 200;

/** Rules that are shown one by one. */
const shownRules = 5;

/** Most of the evaluation interval that all rules together may take. */
const mostShare = 0.1;

const row = (print: Print, ...cells: readonly string[]): void => {
  print(cells.map((cell, index) => (index === 0 ? cell.padEnd(12) : cell.padStart(20))).join(''));
};

const percent = (share: number): string => `${(100 * share).toFixed(share < 0.01 ? 2 : 1)} %`;

const heading = (print: Print): void => {
  print(`\nAll rules of ${String(applications)} applications, groups one after the other:\n`);
  row(
    print,
    'series',
    'of requests',
    'all our rules',
    'missed',
    'our objectives',
    'naive objectives',
    'missed',
    'naive to ours',
    'Prometheus',
  );
};

/** One size: our rules, then the same objectives in naive form, over the same series in the same Prometheus. */
const measureSize = async (series: number, print: Print): Promise<string[]> => {
  const stack = syntheticStack(applications);
  try {
    const { rules, boards, scrapeSeconds, evaluationSeconds } = await plannedRules(stack);
    const load = {
      applications: stack.names,
      seriesPerApplication: Math.round(series / applications),
      scrapeSeconds,
      evaluationSeconds,
    };
    return await withLoadedPrometheus(
      load,
      async ({ url, series: real, requestSeries, cost, residentMb }) => {
        const ours = await cost(rules);
        const [application = ''] = stack.names;
        const boardFaults = await benchBoards(url, boards, application, print);
        const naive = await cost(naiveRules(stack));
        const shareOf = (seconds: number): number => seconds / evaluationSeconds;
        heading(print);
        row(
          print,
          real.toLocaleString('en'),
          requestSeries.toLocaleString('en'),
          percent(shareOf(ours.seconds)),
          String(ours.missed),
          percent(shareOf(ours.objectives)),
          percent(shareOf(naive.seconds)),
          String(naive.missed),
          `${(naive.seconds / ours.objectives).toFixed(0)} times`,
          `${residentMb().toFixed(0)} MB`,
        );
        const dearest = [...ours.perRule].slice(0, shownRules);
        print(`\nEvery ${String(evaluationSeconds)} s. The dearest of our rules:`);
        for (const [name, seconds] of dearest) print(`${percent(shareOf(seconds)).padStart(7)}  ${name}`);
        return [
          ...boardFaults,
          ...(shareOf(ours.seconds) < mostShare
            ? []
            : [
                `rules take ${percent(shareOf(ours.seconds))} of the evaluation interval, more than ${percent(mostShare)}`,
              ]),
          ...(ours.missed === 0 ? [] : [`${String(ours.missed)} evaluations of our rules were missed`]),
        ];
      },
    );
  } finally {
    stack.remove();
  }
};

/**
 * What all rules of 200 applications cost in real Prometheus, as a share of the evaluation interval, beside their objectives
 * with every window computed straight from the series that are scraped. The longest window that is full is five minutes: with
 * days of samples the naive form costs more, ours does not. And what the queries of each dashboard take over what they record.
 *
 * @returns the faults: a share that is too large, missed evaluations, or a board that takes too long
 */
export const benchRules = async (sizes: readonly number[], print: Print): Promise<string[]> => {
  const faults: string[] = [];
  for (const size of sizes) faults.push(...(await measureSize(size, print)));
  return faults;
};
