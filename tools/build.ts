import { chmod, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { cachedProgram, cacheFolder, familyHash } from './cache';
import { compile } from './compile';
import { findGo, type Go } from './go';
import { interruptible } from './interrupt';
import { findPinned, isExecutable } from './locate';
import { withLock } from './lock';
import {
  families,
  namesAndVersion,
  programNames,
  programs,
  type FamilyName,
  type ProgramName,
} from './programs';
import { reporter, showProgress, type OnProgress, type Reporter } from './progress';

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

/** Builds `names`, all of `family`, into the cache, unless another process does it meanwhile. */
async function buildFamily(
  family: FamilyName,
  names: readonly ProgramName[],
  environment: NodeJS.ProcessEnv,
  options: EnsureOptions,
): Promise<void> {
  const report = reporter(names, options.onProgress ?? showProgress());
  const lock = path.join(cacheFolder(environment), 'lock', lockName(family));
  const onWait = (holder: string): void => {
    report.send({ phase: 'wait', holder });
  };
  const work = async (signal: AbortSignal): Promise<void> => {
    const go = await findGo(family, names, environment, signal);
    await withLock(lock, () => buildLocked(go, family, names, environment, report, signal), onWait, signal);
  };
  try {
    await interruptible(`Building ${namesAndVersion(names)}`, work, options.signal);
  } finally {
    report.stop();
  }
}

/** Builds what is still absent; only the holder of the family's lock calls it. */
async function buildLocked(
  go: Go,
  family: FamilyName,
  names: readonly ProgramName[],
  environment: NodeJS.ProcessEnv,
  report: Reporter,
  signal: AbortSignal,
): Promise<void> {
  const absent: ProgramName[] = [];
  for (const name of names) if ((await findCached(name, environment)) === undefined) absent.push(name);
  // Whoever held the lock before us may have built them all.
  if (absent.length === 0) return;
  const temporary = await freshFolder(path.join(cacheFolder(environment), 'tmp'), lockName(family));
  try {
    report.send({ phase: 'start', estimateSeconds: families[family].firstBuildSeconds });
    await compile(go, family, absent, temporary, report, signal);
    for (const name of absent) await install(name, temporary, environment);
    report.send({ phase: 'done' });
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** Name of the lock of a family, and the beginning of the names of its temporary folders. */
function lockName(family: FamilyName): string {
  return `${family}-${familyHash(family)}`;
}

/** Moves a compiled program to its place: others see it whole or not at all. */
async function install(name: ProgramName, temporary: string, environment: NodeJS.ProcessEnv): Promise<void> {
  const target = cachedProgram(name, environment);
  const built = path.join(temporary, 'bin', programs[name].compiledAs ?? name);
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
