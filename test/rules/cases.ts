import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Series } from './quietDay/day';

/** One promtool test file of test/rules/cases. */
export interface CaseFile {
  readonly name: string;
  readonly path: string;
  readonly rule_files: readonly string[];
  readonly evaluation_interval?: string;
  readonly tests: readonly Case[];
}

export interface Case {
  readonly name: string;
  readonly input_series?: readonly Series[];
  readonly alert_rule_test?: readonly {
    readonly alertname: string;
    readonly eval_time: string;
    readonly exp_alerts: readonly {
      readonly exp_labels: Readonly<Record<string, string>>;
      readonly exp_annotations: Readonly<Record<string, string>>;
    }[];
  }[];
  readonly promql_expr_test?: readonly {
    readonly expr: string;
    readonly eval_time: string;
    readonly exp_samples?: readonly unknown[];
  }[];
}

const folder = join(__dirname, 'cases');

/** Every case file, sorted by name. */
export const caseFiles: readonly CaseFile[] = readdirSync(folder)
  .sort()
  .map((name) => {
    const path = join(folder, name);
    const file = parse(readFileSync(path, 'utf8')) as Omit<CaseFile, 'name' | 'path'>;
    return { name, path, ...file };
  });

/** `ServiceDown fires: …`, `ServiceDown is silent: …`, `ServiceDown without data: …`: which proof a case is, for which alert. */
export const proofOf = ({ name }: Case): { readonly alert: string; readonly proof: string } | undefined => {
  const [, alert, proof] = /^([A-Z]\w+) (fires|is silent|without data): /.exec(name) ?? [];
  return alert === undefined || proof === undefined ? undefined : { alert, proof };
};
