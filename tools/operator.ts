import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '../config/errors';
import { runProgram, withTemporaryFolder } from './run';

/** What became of one custom resource. */
export interface ResourceVerdict {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly status: 'accepted' | 'rejected' | 'not selected';
  /** Why it is not accepted. */
  readonly reason?: string;
}

export interface OperatorReport {
  /** Version of the operator whose own packages judged, for example `v0.93.1`. */
  readonly operatorVersion: string;
  readonly resources: readonly ResourceVerdict[];
  readonly warnings: readonly string[];
  /** One line for each resource that is not accepted and for each other fault. */
  readonly faults: readonly string[];
}

/** What the operator makes of a set of objects. */
export interface OperatorOutput {
  /** prometheus.yaml; empty without an accepted Prometheus object. */
  readonly prometheus: string;
  /** alertmanager.yaml; empty without an accepted Alertmanager object. */
  readonly alertmanager: string;
  /** Rule files: name (`<namespace>-<name>.yaml`) to content. */
  readonly rules: Readonly<Record<string, string>>;
  readonly report: OperatorReport;
}

/**
 * The configuration of Prometheus and Alertmanager that the operator generates from Kubernetes objects: a Prometheus,
 * an Alertmanager, their monitors, rules and Secrets, and the Namespaces whose labels the selectors look at. Objects
 * of other kinds are left out.
 *
 * @throws UserError with one line for each object that the operator refuses or does not select
 */
export async function generate(objects: readonly object[]): Promise<OperatorOutput> {
  const output = await judge(objects);
  if (output.report.faults.length > 0) throw new UserError(output.report.faults);
  return output;
}

/** As `generate`, but refused objects are left out, as the operator does, and only the report tells. */
export async function judge(objects: readonly object[]): Promise<OperatorOutput> {
  const input = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects });
  return withTemporaryFolder(async (folder) => {
    const args = ['generate', '--input', '-', '--output', folder];
    const { stderr } = await runProgram('operator', args, { input });
    const report = await readText(path.join(folder, 'report.json'));
    if (report === '') throw new Error(`tools/operator ended without a report: ${stderr.trim()}`);
    return {
      prometheus: await readText(path.join(folder, 'prometheus.yaml')),
      alertmanager: await readText(path.join(folder, 'alertmanager.yaml')),
      rules: await readFolder(path.join(folder, 'rules')),
      report: JSON.parse(report) as OperatorReport,
    };
  });
}

async function readText(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => '');
}

async function readFolder(folder: string): Promise<Record<string, string>> {
  const files = (await readdir(folder)).sort();
  const entries = files.map(async (file) => [file, await readFile(path.join(folder, file), 'utf8')] as const);
  return Object.fromEntries(await Promise.all(entries));
}
