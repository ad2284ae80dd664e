import path from 'node:path';
import { UserError } from '../config/errors';
import { cacheFolder } from './cache';
import { runGo, type Go, type GoCall, type GoResult } from './go';
import { copyWithPlaceholder } from './placeholder';
import {
  families,
  familyFolder,
  namesAndVersion,
  pathAlternative,
  programs,
  type FamilyName,
  type ProgramName,
} from './programs';
import type { Reporter } from './progress';

/** Lines of the compiler's output that an error shows. */
const SHOWN_LINES = 12;

/** Compiles `names` into `<temporary>/bin`. */
export async function compile(
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
  // Only what Go's own cache does not have: with one program built, most packages of the next are there already.
  const stale = ['-f', '{{if .Stale}}{{.ImportPath}}{{end}}'];
  const listed = await runGo(inside, ['list', ...flags, '-deps', ...stale, ...packages], {
    ...call,
    onLine: onDownload,
  });
  check(listed);

  const of = listed.stdout.split('\n').filter((line) => line !== '').length;
  let compiled = 0;
  report.send({ phase: 'compile', packages: compiled, of });
  const assignments = Object.entries(variables).map(([variable, value]) => `-X ${variable}=${value}`);
  const linker = ['-ldflags', ['-s', '-w', ...assignments].join(' ')];
  const output = ['-o', `${path.join(temporary, 'bin')}${path.sep}`];
  const built = await runGo(inside, ['build', ...flags, '-v', ...linker, ...output, ...packages], {
    ...call,
    onLine: (line) => {
      if (/^[\w./-]+$/.test(line)) report.send({ phase: 'compile', packages: Math.min(++compiled, of), of });
    },
  });
  check(built);
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
        `Connect once, or set GOPROXY to a mirror${pathAlternative(names)}.`,
    ]);
  }
  if (messages.some((line) => /no space left on device|disk quota exceeded/i.test(line))) {
    return new UserError([
      `The disk is full: building ${what} needs about 4 GB in Go's caches (\`go env GOCACHE GOMODCACHE\`) and in ${cacheFolder(environment)}. ` +
        `Make room, or set GOCACHE, GOMODCACHE and OBSERVATORY_CACHE to folders of a larger disk.`,
    ]);
  }
  // With -v the compiler also prints the name of each package: those lines say nothing about the fault.
  const useful = messages.filter((line) => line.trim() !== '' && !/^[\w./-]+$/.test(line));
  return new UserError([[`Building ${what} failed:`, ...useful.slice(0, SHOWN_LINES)].join('\n  ')]);
}
