/** Factors of steps between which a reader counts easily. */
const decimal = [1, 2, 5];

const scaledBy = (factors: readonly number[], scales: readonly number[]): number[] =>
  scales.flatMap((scale) => factors.map((factor) => factor * scale));

const powers = (base: number, from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => base ** (from + index));

const bytes = scaledBy([1, 2, 4, 8, 16, 32, 64, 128, 256, 512], powers(1_024, 0, 4));
const seconds = [
  ...scaledBy(decimal, powers(10, -6, -1)),
  ...[1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 28_800, 86_400, 172_800],
];

const stepsOf: Readonly<Record<string, number[]>> = { bytes, binBps: bytes, s: seconds };

/** Where the marks of an axis may lie, for units that do not count in tens. */
export const steps = (unit: string): { readonly incrs?: number[] } => {
  const incrs = stepsOf[unit];
  return incrs === undefined ? {} : { incrs };
};
