import { execFileSync } from 'node:child_process';
import { realpathSync } from 'node:fs';
import path from 'node:path';

/** A git repository, as far as `--diff` needs it. */
export class Repository {
  private constructor(
    readonly top: string,
    /** The planned folder, relative to the top. */
    readonly prefix: string,
  ) {}

  /** The repository that holds a folder, if any. */
  static of(folder: string): Repository | undefined {
    const top = git(folder, 'rev-parse', '--show-toplevel');
    return top === undefined ? undefined : new Repository(top, path.relative(top, realpathSync(folder)));
  }

  /** The commit that a ref names, or undefined. */
  commit(ref: string): string | undefined {
    return git(this.top, 'rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`);
  }

  /** Checks a commit out into a new folder. */
  addWorktree(folder: string, commit: string): boolean {
    return git(this.top, 'worktree', 'add', '--detach', folder, commit) !== undefined;
  }

  /** Forgets a worktree, also one that was interrupted while it was made. */
  removeWorktree(folder: string): void {
    if (git(this.top, 'worktree', 'remove', '--force', '--force', folder) === undefined) {
      git(this.top, 'worktree', 'prune');
    }
  }
}

/** What git prints, or undefined when it fails. */
function git(folder: string, ...args: readonly string[]): string | undefined {
  // Hooks of the repository have no part in this; a hook that runs plan has set variables for itself.
  const own = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_PREFIX', 'GIT_COMMON_DIR'];
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.includes(name)));
  try {
    return execFileSync('git', ['-c', 'core.hooksPath=/dev/null', ...args], {
      cwd: folder,
      env,
      stdio: ['ignore', 'pipe', 'ignore'],
      encoding: 'utf8',
    }).trim();
  } catch {
    return undefined;
  }
}
