import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { runProgram, withTemporaryFolder } from './run';

/** What promtool says about one rule file. */
export interface RuleFileCheck {
  readonly file: string;
  readonly ok: boolean;
  /** promtool's explanation; empty when the file is good. */
  readonly message: string;
}

/** What promtool says about one test group of a test file. */
export interface RuleTest {
  readonly name: string;
  readonly ok: boolean;
  /** What was expected and what came; empty when the test passed. */
  readonly message: string;
}

/** The outcome of test files. */
export interface RuleTestRun {
  readonly ok: boolean;
  readonly tests: readonly RuleTest[];
  /** Why a file could not be run at all; empty when all were. */
  readonly message: string;
}

/** How strict promtool is: `all` refuses what its linter finds (rules that are there twice), `none` only what is no rule. */
export type Lint = 'all' | 'none';

/** Checks rule files: syntax, PromQL, and what the linter finds. One result for each file, in the given order. */
export async function checkRules(
  files: readonly string[],
  lint: Lint = 'all',
): Promise<readonly RuleFileCheck[]> {
  if (files.length === 0) return [];
  const all = await promtoolCheck(files, lint);
  if (all.ok) return files.map((file) => ({ file, ok: true, message: '' }));
  // Together they do not tell whose fault is whose.
  const results: RuleFileCheck[] = [];
  for (const file of files) results.push({ file, ...(await promtoolCheck([file], lint)) });
  return results;
}

/** Checks a whole Prometheus configuration, without the files that it names (rules, credentials, targets). */
export async function checkPrometheusConfig(file: string): Promise<RuleFileCheck> {
  const { code, stderr } = await runProgram('promtool', ['check', 'config', '--syntax-only', file]);
  return { file, ok: code === 0, message: explanation(stderr) };
}

/** Runs promtool test files, one after the other. Rule files that they name are relative to them. */
export async function testRules(files: readonly string[]): Promise<RuleTestRun> {
  return withTemporaryFolder(async (folder) => {
    const report = path.join(folder, 'report.xml');
    const { code, stderr } = await runProgram('promtool', ['test', 'rules', `--junit=${report}`, ...files]);
    const tests = parseReport(await readFile(report, 'utf8').catch(() => ''));
    const failed = tests.some((test) => !test.ok);
    return { ok: code === 0, tests, message: code === 0 || failed ? '' : explanation(stderr) };
  });
}

async function promtoolCheck(
  files: readonly string[],
  lint: Lint,
): Promise<{ ok: boolean; message: string }> {
  const { code, stderr } = await runProgram('promtool', [
    'check',
    'rules',
    `--lint=${lint}`,
    '--lint-fatal',
    ...files,
  ]);
  return { ok: code === 0, message: explanation(stderr) };
}

function explanation(stderr: string): string {
  return stderr.replace(/^\s*FAILED:\n?/m, '').trim();
}

/** Reads the JUnit report of the pinned promtool: a flat list of test cases. */
function parseReport(xml: string): RuleTest[] {
  const tests: RuleTest[] = [];
  for (const [, name = '', inside = ''] of xml.matchAll(
    /<testcase name="([^"]*)"[^>]*>([\s\S]*?)<\/testcase>/g,
  )) {
    const problem = /<(failure|error)[^>]*>([\s\S]*?)<\/\1>/.exec(inside);
    tests.push({ name: unescape(name), ok: problem === null, message: unescape(problem?.[2] ?? '').trim() });
  }
  return tests;
}

function unescape(text: string): string {
  const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
  return text.replace(
    /&(?:#x([0-9A-F]+)|#(\d+)|(\w+));/gi,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (hex !== undefined) return String.fromCodePoint(parseInt(hex, 16));
      if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
      return named[name ?? ''] ?? whole;
    },
  );
}
