import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultName } from '../../../local/faults/catalogue';
import type { StartedRun } from '../support/run';
import {
  claims,
  isAbout,
  type ExpectedAlert,
  type FiredAlert,
  type Message,
  type Observation,
  type Scene,
  type Told,
} from './model';
import { heard, observe } from './observe';

/** The longest that people may wait for each message, and for its end: windows of five minutes fill and empty, patience, groupings. */
const LONGEST_MS = 600_000;
/** So long nothing more may come, after everything that should. */
const CALM_MS = 15_000;
const LOOK_MS = 1_000;

/** What a scene showed, and when. Milliseconds since 1970. */
export interface Played {
  readonly scene: Scene;
  readonly observation: Observation;
  /** When the faults took effect, when the channel was repaired that the scene breaks, and when everything was. */
  readonly brokenAt: number;
  readonly channelAt?: number;
  readonly repairedAt: number;
}
type Times = Omit<Played, 'observation'> & { readonly from: number; readonly to: number };

/** Says on standard error how far a scene is: it takes minutes. */
const tell = ({ faults }: Scene, from: number, what: string): void => {
  const seconds = ((Date.now() - from) / 1_000).toFixed(0);
  process.stderr.write(`  ${faults.join(' and ')}: ${what} after ${seconds} s\n`);
};

/**
 * Looks again until `check` holds, also when a look fails, as it may on a busy machine; gives up silently, because the comparison
 * says what is missing.
 */
const eventually = async (check: () => Promise<boolean>): Promise<void> => {
  const deadline = Date.now() + LONGEST_MS;
  while (Date.now() < deadline && !(await check().catch(() => false))) await sleep(LOOK_MS);
};

const switchAll = async (
  run: StartedRun,
  faults: readonly FaultName[],
  position: 'on' | 'off',
): Promise<void> => {
  for (const fault of faults) {
    const { code, output } = await run.command('fault', fault, position);
    if (code !== 0) throw new Error(output);
  }
};

/** What a scene shows while it is broken, and when it is over, as far as it can be waited for. */
const waitsOf = (run: StartedRun, scene: Scene, from: number) => {
  const told = async (status: Message['status'], through: (who: Told) => boolean): Promise<boolean> => {
    const { messages, switchCalls } = await heard(run, from, Date.now());
    const isTold = (expected: ExpectedAlert): boolean =>
      expected.told
        .filter(through)
        .every((who) =>
          messages.some(
            (message) => message.to === who && message.status === status && isAbout(expected)(message),
          ),
        );
    const ending = scene.alerts.filter(({ lasts }) => !(lasts && status === 'resolved'));
    return ending.every(isTold) && (!scene.switchCalls || switchCalls.includes(status));
  };
  const seen = async (): Promise<Observation> => observe(run, from, Date.now());
  return {
    /** Everybody knows; only those who are reached `through` a channel. */
    known: (through: (who: Told) => boolean): Promise<void> =>
      eventually(async () => {
        if (!(await told('firing', through))) return false;
        // Without an alert there is nothing to see, and perhaps no Prometheus.
        if (scene.alerts.length === 0) return true;
        const { fired } = await seen();
        return scene.alerts.every((expected) => fired.some(isAbout(expected)));
      }),
    over: (): Promise<void> =>
      eventually(async () => {
        const { left } = await seen();
        const lasting = (alert: FiredAlert): boolean =>
          scene.alerts.some((expected) => expected.lasts && isAbout(expected)(alert));
        return (
          !left.some((alert) => claims(scene, alert) && !lasting(alert)) &&
          (await told('resolved', () => true))
        );
      }),
  };
};

/** Breaks, waits until people know, repairs, and waits until people know that too. */
const play = async (run: StartedRun, scene: Scene): Promise<Times> => {
  const from = Date.now();
  const { channel, faults } = scene;
  const wait = waitsOf(run, scene, from);
  await switchAll(run, faults, 'on');
  const since = (await run.status()).faults
    .filter(({ name }) => faults.some((fault) => fault === name))
    .map((fault) => fault.since ?? Date.now());
  await wait.known((who) => channel === undefined || !who.startsWith(`${channel} `));
  tell(scene, from, 'people know');
  await sleep(CALM_MS);
  const broken = channel === undefined ? 0 : 1;
  await switchAll(run, faults.slice(0, broken), 'off');
  const channelAt = Date.now();
  if (channel !== undefined) await wait.known(() => true);
  await switchAll(run, faults.slice(broken), 'off');
  const repairedAt = Date.now();
  tell(scene, from, 'repaired');
  await wait.over();
  tell(scene, from, 'over');
  await sleep(CALM_MS);
  return {
    scene,
    brokenAt: Math.min(...since),
    ...(channel === undefined ? {} : { channelAt }),
    repairedAt,
    from,
    to: Date.now(),
  };
};

const meet = (one: Scene, other: Scene): boolean => one.places.some((place) => other.places.includes(place));

/** What a scene showed, without what others showed that were played at the same time. */
const observationOf = async (
  run: StartedRun,
  { scene, from, to }: Times,
  all: readonly Times[],
): Promise<Observation> => {
  const others = all.filter((other) => other.scene !== scene && other.from < to && other.to > from);
  const ofThis = (subject: { readonly alert: string; readonly application: string }): boolean =>
    claims(scene, subject) || !others.some((other) => claims(other.scene, subject));
  const { fired, left, messages, switchCalls } = await observe(run, from, to);
  return {
    fired: fired.filter(ofThis),
    left: left.filter(ofThis),
    messages: messages.filter(ofThis),
    switchCalls,
  };
};

/**
 * Plays scenes in one run: those with a place in common one after the other, others at the same time.
 *
 * @param mayStop until then no scene is played that stops a program
 */
export const playAll = async (
  run: StartedRun,
  scenes: readonly Scene[],
  mayStop: Promise<void>,
): Promise<readonly Played[]> => {
  const plays: Promise<Times>[] = [];
  for (const [index, scene] of scenes.entries()) {
    const before = plays.filter((_, earlier) => meet(scene, scenes[earlier] ?? scene)).slice(0, index);
    plays.push(
      Promise.all([...before, scene.switchCalls ? mayStop : undefined]).then(() => play(run, scene)),
    );
  }
  const all = await Promise.all(plays);
  return Promise.all(
    all.map(async (times) => ({ ...times, observation: await observationOf(run, times, all) })),
  );
};
