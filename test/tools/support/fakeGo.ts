import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A folder of its own with a PATH, a cache and, on request, programs that only pretend. */
export interface Sandbox {
  readonly folder: string;
  readonly cache: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Puts a shell script called `name` on the PATH. */
  install(name: string, script: string): string;
  /** Arguments of each call of the pretended Go. */
  goCalls(): string[];
  remove(): void;
}

/** What the pretended Go does when it is asked to build. */
const BUILD =
  'for name in alertmanager amtool helm operator prometheus promtool; do echo built > "$out/$name"; done';

export function sandbox(): Sandbox {
  const folder = mkdtempSync(path.join(tmpdir(), 'observatory-test-'));
  const bin = path.join(folder, 'bin');
  const log = path.join(folder, 'go.log');
  mkdirSync(bin);
  writeFileSync(log, '');
  return {
    folder,
    cache: path.join(folder, 'cache', 'observatory'),
    environment: {
      PATH: `${bin}${path.delimiter}/usr/bin${path.delimiter}/bin`,
      OBSERVATORY_CACHE: path.join(folder, 'cache'),
      GO_LOG: log,
    },
    install: (name, script) => {
      const file = path.join(bin, name);
      writeFileSync(file, `#!/bin/sh\n${script}\n`);
      chmodSync(file, 0o755);
      return file;
    },
    goCalls: () => readFileSync(log, 'utf8').split('\n').filter(Boolean),
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * A shell script that stands in for `go`: it notes its calls and "builds" every program at once.
 *
 * @param build shell lines to run instead of building; `$out` is the folder to build into
 */
export function fakeGo({
  version = '1.26.8',
  build = BUILD,
}: { version?: string; build?: string } = {}): string {
  return `echo "$@" >> "$GO_LOG"
case "$1" in
  env) echo go${version} ;;
  list) echo "go: downloading example.org/module v1.0.0" >&2; printf 'fmt\\nexample.org/module\\n' ;;
  build)
    while [ $# -gt 0 ]; do [ "$1" = -o ] && out="$2"; shift; done
    echo example.org/module >&2
    ${build} ;;
esac`;
}
