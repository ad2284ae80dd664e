import * as pulumi from '@pulumi/pulumi';

import { RecordingMonitor, type MonitorOptions } from './monitor';
import { STACK_TYPE, type RecordedLog, type Recording } from './recording';
import { recordingEngine, runtimeState, type PendingRegistration } from './runtime';

export interface RecordOptions extends MonitorOptions {
  /** Configuration as the CLI hands it over: full keys (`project:key`), objects as JSON strings. */
  readonly config?: Readonly<Record<string, string>>;
  /** The keys of `config` that hold a secret anywhere. */
  readonly secretKeys?: readonly string[];
  /** @default 'organization', the name that self-managed backends use */
  readonly organization?: string;
  /** What `pulumi.getRootDirectory()` says: the folder of Pulumi.yaml. */
  readonly rootDirectory?: string;
}

/**
 * Runs a program the way the engine does for `pulumi up` and records every request it makes. Nothing is
 * contacted. Runs are isolated from each other, also when several are under way in one process.
 *
 * @throws whatever the program throws, and an Error that names the first provider function without answer
 */
export async function record(program: () => unknown, options: RecordOptions): Promise<Recording> {
  return runtimeState.withLocalStorage(async () => {
    const monitor = new RecordingMonitor(options);
    const logs: RecordedLog[] = [];
    pulumi.runtime.setMockOptions(
      monitor,
      options.project,
      options.stack,
      false,
      options.organization ?? 'organization',
    );
    pulumi.runtime.setAllConfig({ ...options.config }, [...(options.secretKeys ?? [])]);
    const store = runtimeState.getStore();
    store.settings.engine = recordingEngine(logs);
    if (options.rootDirectory !== undefined) store.settings.options.rootDirectory = options.rootDirectory;
    const run = async () => {
      await pulumi.runtime.runInPulumiStack(async () => {
        // A rejection here would also reject promises inside the SDK that nobody can handle.
        try {
          return exportsOf(await program());
        } catch (error) {
          monitor.fault ??= error instanceof Error ? error : new Error(String(error));
          return {};
        }
      });
      await drain(monitor);
    };
    const stuck = whenStuck(() => [...store.pendingResourceRegistrations.values()]);
    try {
      await Promise.race([run(), stuck.rejection]);
    } finally {
      stuck.stop();
      pulumi.runtime.disconnectSync();
    }
    if (monitor.fault !== undefined) throw monitor.fault;
    const stackResource = monitor.recorded.find((r) => r.type === STACK_TYPE);
    return {
      project: options.project,
      stack: options.stack,
      resources: monitor.recorded,
      outputs: stackResource?.outputs ?? {},
      outputSecrets: stackResource?.outputSecrets ?? [],
      logs,
    };
  });
}

/** A test may return the resources it made; only a module's exports are stack outputs. */
function exportsOf(result: unknown): unknown {
  if (typeof result !== 'object' || Array.isArray(result)) return undefined;
  return pulumi.Resource.isInstance(result) ? undefined : result;
}

/** Waits for requests under way, and for those that later turns of the event loop start. */
async function drain(monitor: RecordingMonitor): Promise<void> {
  let before: number;
  do {
    before = monitor.requests;
    await pulumi.runtime.disconnect();
    await new Promise((resolve) => setImmediate(resolve));
  } while (monitor.requests !== before);
}

/** Rejects when nothing is left that could still make the program finish. */
function whenStuck(pending: () => readonly PendingRegistration[]): {
  rejection: Promise<never>;
  stop: () => void;
} {
  let stop = (): void => undefined;
  const rejection = new Promise<never>((_resolve, reject) => {
    const listener = () => {
      const names = pending().map(({ label }) => label.replace(/^resource:/, ''));
      const waiting = names.length === 0 ? '' : `; these resources wait for one: ${names.join(', ')}`;
      reject(new Error(`the program never finishes: an Output or promise never resolves${waiting}`));
    };
    process.once('beforeExit', listener);
    stop = () => void process.off('beforeExit', listener);
  });
  return { rejection, stop };
}
