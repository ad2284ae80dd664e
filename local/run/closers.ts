/** What has to be closed at the end of a run: the last opened first, each also when another fails. */
export class Closers {
  readonly #closers: (() => Promise<void> | void)[] = [];
  #closed = false;

  /** What is opened while the run ends already is closed at once: nobody comes by again. */
  add(close: () => Promise<void> | void): void {
    if (this.#closed)
      void Promise.resolve()
        .then(close)
        .catch(() => undefined);
    else this.#closers.unshift(close);
  }

  /** Closes everything once; the faults of what could not be closed. */
  async close(): Promise<readonly unknown[]> {
    const faults: unknown[] = [];
    this.#closed = true;
    for (const close of this.#closers.splice(0)) {
      try {
        await close();
      } catch (error) {
        faults.push(error);
      }
    }
    return faults;
  }
}
