import { namesAndVersion, type ProgramName } from './programs';

/** What happens while programs of one family are built; `seconds` counts from the start of the build. */
export type BuildEvent = { readonly programs: readonly ProgramName[]; readonly seconds: number } & (
  | { readonly phase: 'start'; readonly estimateSeconds: number }
  | { readonly phase: 'wait'; readonly holder: string }
  | { readonly phase: 'download'; readonly modules: number }
  | { readonly phase: 'compile'; readonly packages: number; readonly of: number }
  | { readonly phase: 'done' }
  /** The last event when the build fails or another process did it. */
  | { readonly phase: 'stop' }
);

/** Receives the events of a build: at least one a second while it runs. */
export type OnProgress = (event: BuildEvent) => void;

/** Where progress is written: a terminal gets one line that is updated, anything else a line now and then. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Milliseconds between two events of a quiet phase, for example linking. */
const TICK = 1_000;
const CLEAR_LINE = '\r\u001b[2K';
/** Seconds between two lines when the output is no terminal. */
const QUIET_SECONDS = 15;

/** Shows the progress of a build on `stream`. */
export function showProgress(stream: ProgressStream = process.stderr): OnProgress {
  const updating = stream.isTTY === true;
  // Some terminals say 0 when they do not know.
  const width = (): number => (stream.columns === undefined || stream.columns === 0 ? 80 : stream.columns);
  let nextLine = QUIET_SECONDS;
  return (event) => {
    if (event.phase === 'stop') {
      if (updating) stream.write(CLEAR_LINE);
      return;
    }
    const text = describe(event);
    if (event.phase === 'start' || event.phase === 'done') {
      nextLine = QUIET_SECONDS;
      stream.write(`${updating ? CLEAR_LINE : ''}${text}\n`);
    } else if (updating) {
      stream.write(`${CLEAR_LINE}${text.slice(0, width() - 1)}`);
    } else if (event.seconds >= nextLine) {
      nextLine = event.seconds + QUIET_SECONDS;
      stream.write(`${text}\n`);
    }
  };
}

/** One line of text for an event. */
export function describe(event: BuildEvent): string {
  const what = namesAndVersion(event.programs);
  const since = `${event.seconds.toFixed(0)} s`;
  switch (event.phase) {
    case 'start':
      return `${what}: first use, building (about ${minutes(event.estimateSeconds)} on 2 cores with nothing cached, an estimate)`;
    case 'wait':
      return `${what}: another process (${event.holder}) is building, waiting, ${since}`;
    case 'download':
      return `${what}: downloading modules, ${String(event.modules)} so far, ${since}`;
    case 'compile':
      return `${what}: compiling, ${String(event.packages)} of ${String(event.of)} packages, ${since}`;
    case 'done':
      return `${what}: built in ${since}`;
    case 'stop':
      return '';
  }
}

function minutes(seconds: number): string {
  return seconds < 60 ? `${String(seconds)} s` : `${String(Math.round(seconds / 30) / 2)} min`;
}

/** Sends events with the seconds since the build began, at least one a second until it is stopped. */
export interface Reporter {
  send(event: Unstamped<BuildEvent>): void;
  stop(): void;
}

type Unstamped<Event> = Event extends BuildEvent ? Omit<Event, 'programs' | 'seconds'> : never;

/** A reporter on a build of `names` that begins now. */
export function reporter(names: readonly ProgramName[], onProgress: OnProgress): Reporter {
  const began = Date.now();
  let latest: Unstamped<BuildEvent> | undefined;
  const send = (event: Unstamped<BuildEvent>): void => {
    latest = event;
    onProgress({ ...event, programs: names, seconds: (Date.now() - began) / 1000 });
  };
  const timer = setInterval(() => {
    if (latest !== undefined && latest.phase !== 'start' && latest.phase !== 'done') send(latest);
  }, TICK);
  timer.unref();
  return {
    send,
    stop: () => {
      clearInterval(timer);
      if (latest !== undefined && latest.phase !== 'done') send({ phase: 'stop' });
    },
  };
}
