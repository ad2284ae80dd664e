import type { Mutant } from './mutate';
import type { Outcomes } from './outcomes';
import { inParallel } from './parallel';

/** What became of a mutant: the case that noticed it, or none. */
export interface Verdict {
  readonly name: string;
  readonly noticedBy: string | undefined;
}

const verdictOn = async ({ name, attempts }: Mutant, outcomes: Outcomes): Promise<Verdict> => {
  const noticed = attempts.find(({ folder }) => outcomes.known(folder()) === false);
  if (noticed !== undefined) return { name, noticedBy: noticed.tested };
  for (const { tested, folder } of attempts)
    if (!(await outcomes.passes(folder()))) return { name, noticedBy: tested };
  return { name, noticedBy: undefined };
};

/** Looks for a case that notices each mutant; the first one ends the search for it. */
export const verdictsOn = async (
  mutants: readonly Mutant[],
  outcomes: Outcomes,
  onProgress: (done: number) => void,
): Promise<Verdict[]> => {
  let done = 0;
  return inParallel(mutants, async (mutant) => {
    const verdict = await verdictOn(mutant, outcomes);
    onProgress((done += 1));
    return verdict;
  });
};
