import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { UserError } from '../config/errors';
import { interruptible } from '../tools/interrupt';
import { Repository } from './git';
import { equal, isObject, type Json } from './json';
import type { Plan } from './model';
import { parsePlan } from './plan';

export interface OldPlanOptions {
  /** The checkout that is planned, with Pulumi.yaml. */
  readonly folder: string;
  readonly stack: string;
  /** Absolute. */
  readonly configFile?: string;
  /** The checkout that this code belongs to: its recorder evaluates the old program. */
  readonly root: string;
  /** Receives what takes long. */
  readonly note: (line: string) => void;
}

/**
 * The plan of an older version: its own program, checked out into a temporary worktree, which is gone
 * afterwards, also after Ctrl-C. It uses the packages of the planned checkout when both want the same ones.
 *
 * @throws UserError when the ref is none, its packages cannot be installed, or its program does not plan
 */
export async function planAt(ref: string, options: OldPlanOptions): Promise<Plan> {
  const repository = Repository.of(options.folder);
  const commit = repository?.commit(ref);
  if (repository === undefined || commit === undefined) {
    throw new UserError([
      `--diff ${ref}: neither a folder nor a git ref of this checkout. Name one that exists.`,
    ]);
  }
  return interruptible(`Planning ${ref}`, async (signal) => {
    const temporary = mkdtempSync(path.join(realpathSync(tmpdir()), 'observatory-plan-'));
    const tree = path.join(temporary, 'tree');
    try {
      if (!repository.addWorktree(tree, commit)) {
        throw new UserError([`--diff ${ref}: git could not check it out into ${tree}. Is there space left?`]);
      }
      const folder = path.join(tree, repository.prefix);
      await providePackages(ref, folder, options, signal);
      const configFile = oldConfigFile(options.configFile, repository.top, tree);
      return await planApart(folder, options, configFile, signal).catch((error: unknown) => {
        if (!(error instanceof UserError)) throw error;
        const reason = error.message.replaceAll(`${tree}${path.sep}`, '');
        throw new UserError([`The program of ${ref} does not plan:\n${reason}`]);
      });
    } finally {
      repository.removeWorktree(tree);
      rmSync(temporary, { recursive: true, force: true });
    }
  });
}

/**
 * The plan of the checkout in a folder, made in a process of its own, because a program is evaluated once per process.
 *
 * @throws UserError with what the process says when it fails
 */
export async function planApart(
  folder: string,
  { root, stack }: Pick<OldPlanOptions, 'root' | 'stack'>,
  more: readonly string[],
  signal: AbortSignal,
): Promise<Plan> {
  const args = ['plan', '--program', folder, '--stack', stack, '--json', ...more];
  const run = await runNode([path.join(root, 'scripts/run.mjs'), ...args], signal);
  if (run.code !== 0) throw new UserError([run.error.trim()]);
  return parsePlan(run.output, `the plan of ${stack}`);
}

/** The same file of the old version, when it belongs to the repository. */
function oldConfigFile(configFile: string | undefined, top: string, tree: string): string[] {
  if (configFile === undefined) return [];
  const relative = path.relative(top, configFile);
  const outside = relative.startsWith('..') || path.isAbsolute(relative);
  return ['--config-file', outside ? configFile : path.join(tree, relative)];
}

async function providePackages(
  ref: string,
  folder: string,
  { folder: current, root, note }: OldPlanOptions,
  signal: AbortSignal,
): Promise<void> {
  const modules = nearest(current, 'node_modules');
  if (modules !== undefined && equal(lockedPackages(current), lockedPackages(folder))) {
    symlinkSync(modules, path.join(folder, 'node_modules'), 'junction');
    return;
  }
  note(`${ref} wants other packages than this checkout (package-lock.json differs).`);
  const install = await runNode([path.join(root, 'scripts/run/packages.mjs'), folder], signal, note);
  if (install.code === 0) return;
  throw new UserError([`--diff ${ref}: its packages could not be installed, see above.`]);
}

/** What a lockfile installs; the name and version of the project itself do not matter. */
function lockedPackages(folder: string): Json | undefined {
  const file = path.join(folder, 'package-lock.json');
  if (!existsSync(file)) return undefined;
  const { packages } = JSON.parse(readFileSync(file, 'utf8')) as { packages?: Json };
  if (!isObject(packages)) return undefined;
  return Object.fromEntries(Object.entries(packages).filter(([key]) => key !== ''));
}

function nearest(folder: string, name: string): string | undefined {
  const candidate = path.join(folder, name);
  if (existsSync(candidate)) return candidate;
  const parent = path.dirname(folder);
  return parent === folder ? undefined : nearest(parent, name);
}

interface Finished {
  readonly code: number;
  readonly output: string;
  readonly error: string;
}

/** Runs Node and collects what it prints; `note` receives the lines of stderr at once. */
function runNode(
  args: readonly string[],
  signal: AbortSignal,
  note?: (line: string) => void,
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'], signal });
    let output = '';
    let error = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      error += text;
      note?.(text.trimEnd());
    });
    child.once('error', reject);
    child.once('close', (code) => {
      resolve({ code: code ?? 1, output, error });
    });
  });
}
