import { setTimeout as sleep } from 'node:timers/promises';
import type { StartedRun } from '../support/run';
import { claims, isAbout, type ExpectedAlert, type Message, type Observation, type Scene } from './model';
import { observe } from './observe';

/** The longest that a first message may take: a window of five minutes fills, a minute of patience, and the grouping. Milliseconds. */
const TOLD_MS = 450_000;
/** The longest until everything is over and people know: the window of five minutes empties, and the grouping. */
const OVER_MS = 480_000;
/** So long nothing more may come, after everything that should. */
const CALM_MS = 15_000;
const LOOK_MS = 1_000;

/** What a scene showed, and when. Milliseconds since 1970. */
export interface Played {
  readonly scene: Scene;
  readonly observation: Observation;
  /** When the faults took effect, and when they were repaired. */
  readonly brokenAt: number;
  readonly repairedAt: number;
}
type Times = Omit<Played, 'observation'> & { readonly from: number; readonly to: number };

/** Looks again until `check` holds; gives up silently, because the comparison says what is missing. */
const eventually = async (withinMs: number, check: () => Promise<boolean>): Promise<void> => {
  const deadline = Date.now() + withinMs;
  while (Date.now() < deadline && !(await check())) await sleep(LOOK_MS);
};

const switchAll = async (run: StartedRun, { faults }: Scene, position: 'on' | 'off'): Promise<void> => {
  for (const fault of faults) {
    const { code, output } = await run.command('fault', fault, position);
    if (code !== 0) throw new Error(output);
  }
};

const isTold = (messages: readonly Message[], status: Message['status']) => (expected: ExpectedAlert) =>
  expected.told.every((who) =>
    messages.some((message) => message.to === who && message.status === status && isAbout(expected)(message)),
  );

/** Breaks, waits until people know, repairs, and waits until people know that too. */
const play = async (run: StartedRun, scene: Scene): Promise<Times> => {
  const from = Date.now();
  const look = (): Promise<Observation> => observe(run, from, Date.now());
  await switchAll(run, scene, 'on');
  const { faults } = await run.status();
  const since = faults
    .filter(({ name }) => scene.faults.some((fault) => fault === name))
    .map((fault) => fault.since ?? Date.now());
  await eventually(TOLD_MS, async () => {
    const { fired, messages } = await look();
    return scene.alerts.every(
      (expected) => fired.some(isAbout(expected)) && isTold(messages, 'firing')(expected),
    );
  });
  await sleep(CALM_MS);
  await switchAll(run, scene, 'off');
  const repairedAt = Date.now();
  await eventually(OVER_MS, async () => {
    const { left, messages } = await look();
    return !left.some((alert) => claims(scene, alert)) && scene.alerts.every(isTold(messages, 'resolved'));
  });
  await sleep(CALM_MS);
  return { scene, brokenAt: Math.min(...since), repairedAt, from, to: Date.now() };
};

/** A scene that breaks everything is played alone. */
export const EVERYTHING = 'everything';
const meet = (one: Scene, other: Scene): boolean =>
  [one, other].some(({ places }) => places.includes(EVERYTHING)) ||
  one.places.some((place) => other.places.includes(place));

/** What a scene showed, without what others showed that were played at the same time. */
const observationOf = async (
  run: StartedRun,
  { scene, from, to }: Times,
  all: readonly Times[],
): Promise<Observation> => {
  const others = all.filter((other) => other.scene !== scene && other.from < to && other.to > from);
  const ofThis = (subject: { readonly alert: string; readonly application: string }): boolean =>
    claims(scene, subject) || !others.some((other) => claims(other.scene, subject));
  const { fired, left, messages } = await observe(run, from, to);
  return { fired: fired.filter(ofThis), left: left.filter(ofThis), messages: messages.filter(ofThis) };
};

/** Plays scenes in one run: those with a place in common one after the other, others at the same time. */
export const playAll = async (run: StartedRun, scenes: readonly Scene[]): Promise<readonly Played[]> => {
  const plays: Promise<Times>[] = [];
  for (const [index, scene] of scenes.entries()) {
    const before = plays.filter((_, earlier) => meet(scene, scenes[earlier] ?? scene)).slice(0, index);
    plays.push(Promise.all(before).then(() => play(run, scene)));
  }
  const all = await Promise.all(plays);
  return Promise.all(
    all.map(async (times) => ({
      scene: times.scene,
      brokenAt: times.brokenAt,
      repairedAt: times.repairedAt,
      observation: await observationOf(run, times, all),
    })),
  );
};
