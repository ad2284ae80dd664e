import { chmod, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '../config/errors';
import { cachedProgram, cacheFolder, familyHash } from './cache';
import { findGo, runGo, type Go, type GoCall, type GoResult } from './go';
import { interruptible } from './interrupt';
import { findPinned, isExecutable } from './locate';
import { withLock } from './lock';
import { copyWithPlaceholder } from './placeholder';
import {
  families,
  familyFolder,
  programNames,
  programs,
  type FamilyName,
  type ProgramName,
} from './programs';
import { namesAndVersion, showProgress, type BuildEvent, type OnProgress } from './progress';

/** Lines of the compiler's output that an error shows. */
const SHOWN_LINES = 12;
/** Milliseconds between two progress events of a quiet phase, for example linking. */
const TICK = 1_000;

export interface EnsureOptions {
  /** Receives progress; by default it is shown on stderr. */
  readonly onProgress?: OnProgress;
  /** Ends the build when aborted. Ctrl-C does so in any case. */
  readonly signal?: AbortSignal;
  /** Environment to look into for PATH, caches and Go settings; by default that of this process. */
  readonly environment?: NodeJS.ProcessEnv;
}

/**
 * Path of the pinned program `name`: one of exactly the pinned version on PATH, else the cached build, else it is
 * built now, which takes minutes the first time.
 *
 * @throws UserError without Go, without network, when the build fails or is interrupted
 */
export async function ensureProgram(name: ProgramName, options: EnsureOptions = {}): Promise<string> {
  const paths = await ensurePrograms([name], options);
  return paths[name];
}

/**
 * As `ensureProgram`, for several. Programs of one family share one build; the quickest families are built first.
 */
export async function ensurePrograms<Name extends ProgramName>(
  names: readonly Name[],
  options: EnsureOptions = {},
): Promise<Record<Name, string>> {
  const environment = options.environment ?? process.env;
  const wanted = programNames.filter((name): name is Name =>
    (names as readonly ProgramName[]).includes(name),
  );
  const paths: Partial<Record<Name, string>> = {};
  const missing = new Map<FamilyName, Name[]>();
  for (const name of wanted) {
    const path = (await findPinned(name, environment)) ?? (await findCached(name, environment));
    if (path !== undefined) paths[name] = path;
    else missing.set(programs[name].family, [...(missing.get(programs[name].family) ?? []), name]);
  }
  for (const [family, absent] of missing) {
    await buildFamily(family, absent, environment, options);
    for (const name of absent) paths[name] = cachedProgram(name, environment);
  }
  return paths as Record<Name, string>;
}

async function findCached(name: ProgramName, environment: NodeJS.ProcessEnv): Promise<string | undefined> {
  const file = cachedProgram(name, environment);
  return (await isExecutable(file)) ? file : undefined;
}

/** Builds `names`, all of `family`, into the cache. */
async function buildFamily(
  family: FamilyName,
  names: readonly ProgramName[],
  environment: NodeJS.ProcessEnv,
  options: EnsureOptions,
): Promise<void> {
  const report = reporter(names, options.onProgress ?? showProgress());
  const key = `${family}-${familyHash(family)}`;
  const cache = cacheFolder(environment);
  await interruptible(
    `Building ${namesAndVersion(names)}`,
    async (signal) => {
      const go = await findGo(family, names, environment, signal);
      const work = async (): Promise<void> => {
        const absent: ProgramName[] = [];
        for (const name of names) if ((await findCached(name, environment)) === undefined) absent.push(name);
        // Whoever held the lock before us may have built them all.
        if (absent.length === 0) return;
        const temporary = await freshFolder(path.join(cache, 'tmp'), key);
        try {
          report.start(families[family].firstBuildSeconds);
          await compile(go, family, absent, temporary, report, signal);
          for (const name of absent) await install(name, temporary, environment);
          report.send({ phase: 'done' });
        } finally {
          await rm(temporary, { recursive: true, force: true });
        }
      };
      const lock = path.join(cache, 'lock', key);
      try {
        await withLock(
          lock,
          work,
          (holder) => {
            report.send({ phase: 'wait', holder });
          },
          signal,
        );
      } finally {
        report.stop();
      }
    },
    options.signal,
  );
}

/** Compiles `names` into `<temporary>/bin`. */
async function compile(
  go: Go,
  family: FamilyName,
  names: readonly ProgramName[],
  temporary: string,
  report: Reporter,
  signal: AbortSignal,
): Promise<void> {
  const { tags, variables, placeholder } = families[family];
  const call: GoCall = { folder: familyFolder(family), signal };
  // Go's own half-done work lies in our folder too, so that nothing is left of an interrupted build.
  const inside: Go = { ...go, environment: { ...go.environment, GOTMPDIR: path.join(temporary, 'go') } };
  const flags = ['-buildvcs=false', '-trimpath', `-tags=${tags.join(',')}`];
  const check = (result: GoResult): void => {
    if (!result.ok) throw buildError(names, result.messages, signal, go.environment);
  };

  let modules = 0;
  report.send({ phase: 'download', modules });
  const onDownload = (line: string): void => {
    if (line.startsWith('go: downloading ')) report.send({ phase: 'download', modules: ++modules });
  };
  if (placeholder !== undefined) {
    const copy = await copyWithPlaceholder(inside, family, placeholder, temporary, {
      ...call,
      onLine: onDownload,
    });
    if (typeof copy === 'string') flags.push(`-modfile=${copy}`);
    else check(copy);
  }
  const packages = names.map((name) => programs[name].package);
  const listed = await runGo(inside, ['list', ...flags, '-deps', ...packages], {
    ...call,
    onLine: onDownload,
  });
  check(listed);

  const upTo = listed.stdout.split('\n').length - 1;
  let compiled = 0;
  report.send({ phase: 'compile', packages: compiled, upTo });
  const assignments = Object.entries(variables).map(([variable, value]) => `-X ${variable}=${value}`);
  const linker = ['-ldflags', ['-s', '-w', ...assignments].join(' ')];
  const output = ['-o', `${path.join(temporary, 'bin')}${path.sep}`];
  const built = await runGo(inside, ['build', ...flags, '-v', ...linker, ...output, ...packages], {
    ...call,
    onLine: (line) => {
      if (/^[\w./-]+$/.test(line))
        report.send({ phase: 'compile', packages: Math.min(++compiled, upTo), upTo });
    },
  });
  check(built);
}

/** Moves a compiled program to its place: others see it whole or not at all. */
async function install(name: ProgramName, temporary: string, environment: NodeJS.ProcessEnv): Promise<void> {
  const target = cachedProgram(name, environment);
  const built = path.join(temporary, 'bin', name);
  await mkdir(path.dirname(target), { recursive: true });
  await chmod(built, 0o755);
  await rename(built, target);
}

/** A new folder for a build, after leftovers of builds that were killed. Only the holder of the lock calls it. */
async function freshFolder(parent: string, key: string): Promise<string> {
  await mkdir(parent, { recursive: true });
  for (const entry of await readdir(parent)) {
    if (entry.startsWith(`${key}-`)) await rm(path.join(parent, entry), { recursive: true, force: true });
  }
  const folder = await mkdtemp(path.join(parent, `${key}-`));
  await mkdir(path.join(folder, 'go'));
  await mkdir(path.join(folder, 'bin'));
  return folder;
}

function buildError(
  names: readonly ProgramName[],
  messages: readonly string[],
  signal: AbortSignal,
  environment: NodeJS.ProcessEnv,
): UserError {
  const what = namesAndVersion(names);
  if (signal.aborted) return new UserError([`Building ${what} was interrupted.`]);
  const offline = messages.find((line) =>
    /dial tcp|no such host|lookup .* on|connection refused|i\/o timeout|TLS handshake|proxyconnect|unreachable/i.test(
      line,
    ),
  );
  if (offline !== undefined) {
    const proxy = environment['GOPROXY'] ?? 'as `go env GOPROXY` says';
    return new UserError([
      `No network to download the Go modules of ${what} (GOPROXY: ${proxy}): ${offline}\n` +
        `Connect once, set GOPROXY to a mirror, or put ${what} on PATH.`,
    ]);
  }
  // With -v the compiler also prints the name of each package: those lines say nothing about the fault.
  const useful = messages.filter((line) => line.trim() !== '' && !/^[\w./-]+$/.test(line));
  return new UserError([[`Building ${what} failed:`, ...useful.slice(0, SHOWN_LINES)].join('\n  ')]);
}

/** Sends events with the seconds since the build began, at least one a second. */
interface Reporter {
  start(estimateSeconds: number): void;
  send(event: Unstamped<BuildEvent>): void;
  stop(): void;
}

type Unstamped<Event> = Event extends BuildEvent ? Omit<Event, 'programs' | 'seconds'> : never;

function reporter(names: readonly ProgramName[], onProgress: OnProgress): Reporter {
  const began = Date.now();
  let latest: Unstamped<BuildEvent> | undefined;
  const send = (event: Unstamped<BuildEvent>): void => {
    latest = event;
    onProgress({ ...event, programs: names, seconds: (Date.now() - began) / 1000 });
  };
  const timer = setInterval(() => {
    if (latest !== undefined && latest.phase !== 'done' && latest.phase !== 'start') send(latest);
  }, TICK);
  timer.unref();
  return {
    start: (estimateSeconds) => {
      send({ phase: 'start', estimateSeconds });
    },
    send,
    stop: () => {
      clearInterval(timer);
    },
  };
}
