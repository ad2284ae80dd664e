import { colours } from '../../plan/colours';

/** Where steps are shown. */
export interface StepStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** A step as others see it. */
export interface StepState {
  readonly title: string;
  readonly state: 'running' | 'done' | 'failed';
  /** What is happening, or what came of it; a few words. */
  readonly detail: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly endedAt?: number;
}

/** Shows what is being done, and how it ended, one line for each step. */
export class Steps {
  readonly #list: StepState[] = [];

  constructor(private readonly stream: StepStream) {}

  /** Every step so far, in order. */
  list(): readonly StepState[] {
    return this.#list;
  }

  /** Says how far the running step is. */
  progress(detail: string): void {
    this.#change({ detail });
  }

  /**
   * Runs `work` as a step.
   * @param detail what to say about its result, a few words
   */
  async run<T>(title: string, work: () => Promise<T>, detail: (result: T) => string): Promise<T> {
    const started = Date.now();
    this.#list.push({ title, state: 'running', detail: '', startedAt: started });
    const terminal = this.stream.isTTY === true;
    if (terminal) this.stream.write(`${colours.dim('…')} ${title}`);
    try {
      const result = await work();
      this.#change({ state: 'done', detail: detail(result), endedAt: Date.now() });
      const seconds = `${((Date.now() - started) / 1000).toFixed(1)} s`;
      this.#end(
        terminal,
        `${colours.green('✓')} ${title.padEnd(34)} ${detail(result)} ${colours.dim(seconds)}`,
      );
      return result;
    } catch (error) {
      this.#change({ state: 'failed', endedAt: Date.now() });
      this.#end(terminal, `${colours.red('✗')} ${title}`);
      throw error;
    }
  }

  /** The latest step with a change. */
  #change(change: Partial<StepState>): void {
    const latest = this.#list.pop();
    if (latest !== undefined) this.#list.push({ ...latest, ...change });
  }

  #end(terminal: boolean, line: string): void {
    this.stream.write(`${terminal ? '\r\u001b[2K' : ''}${line}\n`);
  }
}
