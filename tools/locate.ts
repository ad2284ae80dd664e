import { execFile } from 'node:child_process';
import { access, constants, stat } from 'node:fs/promises';
import path from 'node:path';
import { printsPinnedVersion, programs, type ProgramName } from './programs';

/** A program that takes longer to say its version is not the one we want, in milliseconds. */
const VERSION_TIMEOUT = 10_000;

/** All executables called `name` on the PATH of `environment`, in its order. */
export async function findExecutables(name: string, environment: NodeJS.ProcessEnv): Promise<string[]> {
  const found: string[] = [];
  for (const folder of (environment['PATH'] ?? '').split(path.delimiter)) {
    if (folder === '') continue;
    const file = path.join(folder, name);
    if (await isExecutable(file)) found.push(file);
  }
  return found;
}

/** The program of exactly the pinned version on PATH, or undefined. */
export async function findPinned(
  name: ProgramName,
  environment: NodeJS.ProcessEnv,
): Promise<string | undefined> {
  const { versionArgs } = programs[name];
  if (versionArgs === undefined) return undefined;
  for (const file of await findExecutables(name, environment)) {
    if (printsPinnedVersion(name, await versionOutput(file, versionArgs, environment))) return file;
  }
  return undefined;
}

function versionOutput(
  file: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<string> {
  return new Promise((resolve) => {
    execFile(file, args, { env: environment, timeout: VERSION_TIMEOUT }, (error, stdout, stderr) => {
      // Older Prometheus programs print their version on stderr.
      resolve(error === null ? `${stdout}\n${stderr}` : '');
    });
  });
}

/** True when `file` is a regular file that this user may run. */
export async function isExecutable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}
