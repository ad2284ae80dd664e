import { Worker } from 'node:worker_threads';

/** Milliseconds of a turn, and of these how many the thread really works. */
const TURN_MS = 50;
const BUSY_MS = 35;

/** A thread that is busy for most of the time, beside the one that serves requests. */
const runaway = `
  const { setTimeout } = require('node:timers');
  const turn = () => {
    const until = Date.now() + ${String(BUSY_MS)};
    while (Date.now() < until);
    setTimeout(turn, ${String(TURN_MS - BUSY_MS)});
  };
  turn();`;

/** Burns CPU in a thread of its own: about 0.7 cores. */
export class CpuPressure {
  #thread: Worker | undefined;

  async switch(on: boolean): Promise<void> {
    if (on) this.#thread ??= new Worker(runaway, { eval: true });
    else {
      await this.#thread?.terminate();
      this.#thread = undefined;
    }
  }
}

const MIB = 1_048_576;

/** Milliseconds between two looks at what the process takes: it gives back what it no longer needs for itself. */
const LOOK_MS = 2_000;

/**
 * Holds on to real memory, so much that the process takes `targetMib` of it all the time. One buffer that grows, and that gives its
 * memory back at once: what is only left to the garbage collector may stay for as long as the process has little else to do.
 */
export class MemoryPressure {
  readonly #held: ArrayBuffer;
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly targetMib: number) {
    this.#held = new ArrayBuffer(0, { maxByteLength: Math.ceil(targetMib) * MIB });
  }

  switch(on: boolean): void {
    clearInterval(this.#timer);
    this.#held.resize(0);
    if (!on) return;
    this.#fill();
    this.#timer = setInterval(() => {
      this.#fill();
    }, LOOK_MS);
    this.#timer.unref();
  }

  #fill(): void {
    const before = this.#held.byteLength;
    const missing = Math.ceil(this.targetMib - process.memoryUsage.rss() / MIB) * MIB;
    if (missing <= 0) return;
    this.#held.resize(Math.min(before + missing, this.#held.maxByteLength));
    // Filled, because memory that was never written to is not taken.
    new Uint8Array(this.#held, before).fill(1);
  }
}
