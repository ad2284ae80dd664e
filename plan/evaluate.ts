import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { format } from 'node:util';

import * as pulumi from '@pulumi/pulumi';

import { UserError } from '../config/errors';
import { Masker } from './mask';
import { readProject, type Project } from './project';
import { record } from './recorder';
import type { RecordedLog, Recording } from './recording';
import { readStack, type Stack, type StackOptions } from './stackFile';

export interface EvaluateOptions extends StackOptions {
  /** Folder with Pulumi.yaml. */
  readonly folder: string;
}

export interface Evaluation {
  readonly stack: Stack;
  readonly recording: Recording;
}

/**
 * Runs the program of a checkout as it is, with the configuration of one stack, and records what it asks
 * for. Once per process and program: a module is evaluated only once.
 *
 * @throws UserError for faults of the configuration, and for what the program reports as such
 */
export async function evaluate(options: EvaluateOptions): Promise<Evaluation> {
  const project = readProject(options.folder);
  const stack = readStack(project, options);
  const masker = new Masker(stack.secrets);
  const program = entryPoint(project);
  const printed: RecordedLog[] = [];
  const rejections: unknown[] = [];
  const onRejection = (reason: unknown) => void rejections.push(reason);
  const restoreConsole = captureConsole(printed);
  const restoreVariable = setVariable('OBSERVATORY_MISSING_SECRETS', 'placeholder');
  const before = process.cwd();
  process.on('unhandledRejection', onRejection);
  try {
    process.chdir(project.folder);
    const recording = await record(() => run(program), {
      project: project.name,
      stack: stack.name,
      config: stack.config,
      secretKeys: stack.secretKeys,
      rootDirectory: project.folder,
    });
    // Rejections are reported a turn after they happen.
    await new Promise((resolve) => setImmediate(resolve));
    if (rejections.length > 0) throw rejections[0];
    const errors = recording.logs.filter(({ severity }) => severity === 'error');
    if (errors.length > 0) throw new UserError(errors.map(({ message }) => message));
    return { stack, recording: { ...recording, logs: [...recording.logs, ...printed] } };
  } catch (error) {
    throw asUserError(rejections.find(isUserFault) ?? error, masker);
  } finally {
    process.off('unhandledRejection', onRejection);
    process.chdir(before);
    restoreConsole();
    restoreVariable();
  }
}

/** The module that the CLI would run: `main` of Pulumi.yaml, else of the nearest package.json, else index.ts. */
function entryPoint(project: Project): string {
  if (project.main !== undefined) return path.resolve(project.folder, project.main);
  let folder = path.resolve(project.folder);
  while (!existsSync(path.join(folder, 'package.json')) && folder !== path.dirname(folder)) {
    folder = path.dirname(folder);
  }
  const manifest = path.join(folder, 'package.json');
  if (!existsSync(manifest)) return path.resolve(project.folder, 'index.ts');
  const { main } = JSON.parse(readFileSync(manifest, 'utf8')) as { main?: string };
  return main === undefined ? path.resolve(project.folder, 'index.ts') : path.resolve(folder, main);
}

/** As the CLI's run module does: the exports are the outputs, and an exported function is called. */
async function run(program: string): Promise<unknown> {
  const exported: unknown = await import(program);
  return typeof exported === 'function' ? (exported as () => unknown)() : exported;
}

function isUserFault(error: unknown): boolean {
  if (error instanceof UserError || pulumi.RunError.isInstance(error)) return true;
  return pulumi.ResourceError.isInstance(error) && error.hideStack === true;
}

/** Keeps the message of a fault that the program reports on purpose; anything else keeps its stack. */
function asUserError(error: unknown, masker: Masker): unknown {
  if (!(error instanceof Error)) return error;
  if (isUserFault(error)) {
    const faults = error instanceof UserError ? error.faults : [error.message];
    return new UserError(faults.map((fault) => masker.text(fault)));
  }
  error.message = masker.text(error.message);
  error.stack = masker.text(error.stack ?? error.message);
  return error;
}

/** What a program prints must not mix with the plan, and must pass the masker like everything else. */
function captureConsole(printed: RecordedLog[]): () => void {
  const { console } = globalThis;
  const original = { ...console };
  const capture =
    (severity: RecordedLog['severity']) =>
    (...parts: unknown[]) =>
      void printed.push({ severity, message: format(...parts) });
  Object.assign(console, {
    log: capture('info'),
    info: capture('info'),
    warn: capture('warning'),
    error: capture('warning'),
  });
  return () => Object.assign(console, original);
}

/** Sets an environment variable until the returned function is called. */
function setVariable(name: string, value: string): () => void {
  const before = process.env[name];
  process.env[name] = value;
  return () => {
    if (before === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = before;
  };
}
