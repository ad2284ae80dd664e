import { homedir } from 'node:os';
import path from 'node:path';

/** Where the local run keeps things, all below one folder outside the repository. */
export interface StateFolders {
  readonly root: string;
  /** Which run is alive and how to talk to it; readable by its owner only. */
  readonly instance: string;
  readonly lock: string;
  /** One file per program, of the latest run. */
  readonly logs: string;
  /** Configuration and credentials of the current run; removed at its end. */
  readonly run: string;
  /** Prometheus' samples; they outlive a run. */
  readonly history: string;
}

/** `$OBSERVATORY_STATE/observatory`, else `$XDG_STATE_HOME/observatory`, else `~/.local/state/observatory`. */
export function stateFolders(environment: NodeJS.ProcessEnv = process.env): StateFolders {
  const base =
    nonEmpty(environment['OBSERVATORY_STATE']) ??
    nonEmpty(environment['XDG_STATE_HOME']) ??
    path.join(homedir(), '.local', 'state');
  const root = path.resolve(base, 'observatory');
  return {
    root,
    instance: path.join(root, 'instance.json'),
    lock: path.join(root, 'instance.lock'),
    logs: path.join(root, 'logs'),
    run: path.join(root, 'run'),
    history: path.join(root, 'prometheus'),
  };
}

const nonEmpty = (value: string | undefined): string | undefined => (value === '' ? undefined : value);
