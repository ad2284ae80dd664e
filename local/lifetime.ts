const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Why a run ends, as the user is told. */
const reasons: Readonly<Record<(typeof SIGNALS)[number], string>> = {
  SIGINT: 'Ctrl-C',
  SIGTERM: 'SIGTERM',
  SIGHUP: 'the terminal was closed',
};

const PARENT_POLL_MS = 1_000;

/** From the start of a run until something asks it to end: a signal, the death of its parent, or the run itself. */
export class Lifetime {
  readonly #controller = new AbortController();
  readonly #listeners = new Map<NodeJS.Signals, () => void>();
  readonly #parentWatch: NodeJS.Timeout;
  #reason: string | undefined;

  /** @param onImpatience called when a second signal arrives: the user does not want to wait for a tidy end */
  constructor(onImpatience: () => void) {
    for (const name of SIGNALS) {
      const listener = (): void => {
        if (this.signal.aborted) onImpatience();
        else this.end(reasons[name]);
      };
      this.#listeners.set(name, listener);
      process.on(name, listener);
    }
    const parent = process.ppid;
    this.#parentWatch = setInterval(() => {
      if (process.ppid !== parent) this.end('the process that started this run is gone');
    }, PARENT_POLL_MS);
    this.#parentWatch.unref();
  }

  /** Aborted as soon as the run is to end. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Why the run ends; undefined while it does not. */
  get reason(): string | undefined {
    return this.#reason;
  }

  /** Asks the run to end; the first reason counts. */
  end(reason: string): void {
    if (this.signal.aborted) return;
    this.#reason = reason;
    this.#controller.abort(new Error(reason));
  }

  /** Resolves when the run is to end. */
  ended(): Promise<void> {
    return new Promise((resolve) => {
      if (this.signal.aborted) resolve();
      else
        this.signal.addEventListener('abort', () => {
          resolve();
        });
    });
  }

  /** Stops to listen for signals. */
  dispose(): void {
    clearInterval(this.#parentWatch);
    for (const [name, listener] of this.#listeners) process.off(name, listener);
  }
}
