import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cachedProgram, cacheFolder } from '../../tools/cache';
import { runFolder, type TestFolder } from './promtool';

/** Larger than any set of rules and cases makes in months; then it is begun anew. */
const mostBytes = 32 * 2 ** 20;

/** One file per version of promtool, a line per run: hash of everything promtool read, and `pass` or `fail`. */
const cacheFile = (): string =>
  join(cacheFolder(), 'rule-cases', `${cachedProgram('promtool').split('/').at(-1) ?? ''}.txt`);

const contentOf = (file: string): string => {
  try {
    if (statSync(file).size > mostBytes) rmSync(file);
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
};

const hashOf = (folder: TestFolder): string =>
  createHash('sha256')
    .update(JSON.stringify(Object.entries(folder).sort(([a], [b]) => (a < b ? -1 : 1))))
    .digest('base64url')
    .slice(0, 27);

/** Outcomes of real runs of promtool, kept outside the repository under the hash of everything that promtool read. */
export class Outcomes {
  readonly #file = cacheFile();
  readonly #known = new Map<string, boolean>();
  /** Runs that were needed because no outcome was known. */
  ran = 0;

  /** @param fresh whether to run everything again */
  constructor(fresh: boolean) {
    mkdirSync(dirname(this.#file), { recursive: true });
    if (fresh) return;
    for (const line of contentOf(this.#file).split('\n')) {
      const [hash, outcome] = line.split(' ');
      if (hash !== undefined && (outcome === 'pass' || outcome === 'fail')) {
        this.#known.set(hash, outcome === 'pass');
      }
    }
  }

  /** Whether the cases passed, if that is known. */
  known(folder: TestFolder): boolean | undefined {
    return this.#known.get(hashOf(folder));
  }

  async passes(folder: TestFolder): Promise<boolean> {
    const hash = hashOf(folder);
    const known = this.#known.get(hash);
    if (known !== undefined) return known;
    this.ran += 1;
    const { ok, message } = await runFolder(folder);
    // A message says that no case ran: promtool refused the rule, or something is wrong with this machine.
    if (message === '') {
      this.#known.set(hash, ok);
      appendFileSync(this.#file, `${hash} ${ok ? 'pass' : 'fail'}\n`);
    }
    return ok;
  }
}
