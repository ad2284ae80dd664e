import { table } from '../local/screen/table';
import { colours } from '../plan/colours';
import { counted, type CheckResult, type CheckState, type Finding } from './model';

/** Findings of one check that are shown; JSON has them all. */
const SHOWN = 10;

const paint: Readonly<Record<CheckState, (text: string) => string>> = {
  ok: colours.green,
  failed: colours.red,
  'not checked': colours.yellow,
};

const lines = ({ subject, problem, advice }: Finding): string =>
  `  ${subject}: ${problem}\n    ${colours.dim(advice)}`;

const section = ({ check, findings }: CheckResult): string => {
  const more = findings.length - SHOWN;
  const rest = more > 0 ? [`  … and ${String(more)} more (--json shows all)`] : [];
  return [colours.bold(check), ...findings.slice(0, SHOWN).map(lines), ...rest].join('\n');
};

/** The table of all checks, and below it each finding with what to do about it. */
export function resultsText(stack: string, context: string, results: readonly CheckResult[]): string {
  const failed = results.filter(({ state }) => state === 'failed');
  const rows = results.map(({ check, state, detail, findings }) => [
    paint[state](state),
    check,
    findings.length === 0 ? detail : counted(findings.length, 'finding'),
  ]);
  const end =
    failed.length === 0
      ? colours.green('everything that was checked is as the plan says')
      : colours.red(`${counted(failed.length, 'check')} failed`);
  return `${[`stack ${stack} on ${context}`, table(rows), ...failed.map(section), end].join('\n\n')}\n`;
}

/** What a program reads. */
export const resultsJson = (
  stack: string,
  context: string,
  results: readonly CheckResult[],
): Record<string, unknown> => ({
  stack,
  context,
  ok: results.every(({ state }) => state !== 'failed'),
  checks: results,
});
