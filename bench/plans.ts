import { join } from 'node:path';
import { measure, type Measurement } from './measure';
import { planNumbers } from './planNumbers';
import { syntheticStack } from './syntheticStack';

/** Where a line of the report goes. */
export type Print = (line: string) => void;

const root = join(__dirname, '..');
const runs = 3;

/** Most resources that a stack may have: 60, three per team, 1.1 per application. */
const resourceBound = (teams: number, applications: number): number => 60 + 3 * teams + 1.1 * applications;

const rowOf = (print: Print, ...cells: readonly string[]): void => {
  print(cells.map((cell, index) => (index === 0 ? cell.padEnd(26) : cell.padStart(12))).join(''));
};

const timeAndPeak = ({ seconds, peakMb }: Measurement): [string, string] => [
  `${seconds.toFixed(2)} s`,
  `${peakMb.toFixed(0)} MB`,
];

/**
 * What a plan costs, beside what any program of its kind costs, in one run on one machine. The figures that count are
 * ratios; nothing fails because a machine is slow.
 *
 * @returns the faults: more resources than the bound allows, or a number that does not grow linearly
 */
export const benchPlans = (print: Print): string[] => {
  const row = (...cells: readonly string[]): void => {
    rowOf(print, ...cells);
  };
  print(`Median of ${String(runs)} runs each, after one that warms the disk.\n`);
  row('', 'time', 'peak', 'to bare', 'resources', 'bound', 'largest');
  const bare = measure([join(root, 'bench/bareProgram.cjs')], runs, root);
  row('bare program (SDKs only)', ...timeAndPeak(bare), '1.0');
  const compiler = measure([join(root, 'node_modules/typescript/bin/tsc'), '--noEmit'], 1, root);
  row('tsc --noEmit', ...timeAndPeak(compiler), (compiler.seconds / bare.seconds).toFixed(1));

  const counts = [10, 100, 1_000].map((applications) => {
    const stack = syntheticStack(applications);
    try {
      const args = [
        join(root, 'scripts/run.mjs'),
        'plan',
        '--stack',
        'bench',
        '--config-file',
        stack.configFile,
      ];
      const plain = measure(args, runs, root);
      const { resources, largestBytes } = planNumbers(measure([...args, '--json'], 1, root).stdout);
      const bound = resourceBound(stack.teams, applications);
      row(
        `plan, ${String(applications)} applications`,
        ...timeAndPeak(plain),
        (plain.seconds / bare.seconds).toFixed(1),
        String(resources),
        bound.toFixed(0),
        `${(largestBytes / 1_024).toFixed(0)} KiB`,
      );
      return { applications, resources, bound };
    } finally {
      stack.remove();
    }
  });
  const faults = counts
    .filter(({ resources, bound }) => resources > bound)
    .map(
      ({ applications, bound }) =>
        `${String(applications)} applications: more than ${bound.toFixed(0)} resources`,
    );
  const [few, some, many] = counts;
  if (few !== undefined && some !== undefined && many !== undefined) {
    const first = (some.resources - few.resources) / (some.applications - few.applications);
    const second = (many.resources - some.resources) / (many.applications - some.applications);
    print(
      `\nresources per further application: ${first.toFixed(2)} up to 100, ${second.toFixed(2)} up to 1,000`,
    );
    // Packing splits objects as they grow, which adds a few; a quarter more per application would be no line.
    if (second > first * 1.25)
      faults.push('the number of resources grows faster than the number of applications');
  }
  return faults;
};
