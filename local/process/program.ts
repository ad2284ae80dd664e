/** A program that the supervisor runs. */
export interface Program {
  /** Short, unique, a file name: `prometheus`. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Added to the few variables that every program gets; nothing else of this process' environment is passed on. */
  readonly env?: Readonly<Record<string, string>>;
  /** Working folder; by default that of this process. */
  readonly folder?: string;
  /** Whom it runs as; by default as this process. */
  readonly user?: { readonly uid: number; readonly gid: number };
  /** What asks it to end; by default SIGTERM. */
  readonly endSignal?: NodeJS.Signals;
  /** Where it listens on loopback. Something else there would be taken for it. */
  readonly port?: number;
  /** True once it serves. May throw while it does not. */
  readonly ready: () => Promise<boolean>;
  readonly readyWithinSeconds: number;
  /** What the user can do when it fails, one sentence. */
  readonly advice: string;
}

/** How a program failed: what happened, what it said last, and what to do. */
export interface Failure {
  readonly program: string;
  /** `ended by itself (exit code 2)` */
  readonly what: string;
  readonly lastLines: readonly string[];
  readonly logFile: string;
  readonly advice: string;
}

/** A failure for people, several lines. */
export function describeFailure({ program, what, lastLines, logFile, advice }: Failure): string {
  return [
    `${program} ${what}.`,
    ...(lastLines.length > 0 ? ['Its last lines:', ...lastLines.map((line) => `    ${line}`)] : []),
    `Its log: ${logFile}`,
    advice,
  ].join('\n');
}

/** What every program gets of our environment. Not the rest: it may hold passphrases and cloud credentials. */
const PASSED_ON = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'LC_ALL', 'TZ', 'XDG_CACHE_HOME', 'OBSERVATORY_CACHE'];

export function childEnvironment(own: Readonly<Record<string, string>> = {}): Record<string, string> {
  const passed = PASSED_ON.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(passed), ...own };
}
