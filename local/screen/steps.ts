import { colours } from '../../plan/colours';

/** Where steps are shown. */
export interface StepStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Shows what is being done, and how it ended, one line for each step. */
export class Steps {
  constructor(private readonly stream: StepStream) {}

  /**
   * Runs `work` as a step.
   * @param detail what to say about its result, a few words
   */
  async run<T>(title: string, work: () => Promise<T>, detail: (result: T) => string): Promise<T> {
    const started = Date.now();
    const terminal = this.stream.isTTY === true;
    if (terminal) this.stream.write(`${colours.dim('…')} ${title}`);
    try {
      const result = await work();
      const seconds = `${((Date.now() - started) / 1000).toFixed(1)} s`;
      this.#end(
        terminal,
        `${colours.green('✓')} ${title.padEnd(34)} ${detail(result)} ${colours.dim(seconds)}`,
      );
      return result;
    } catch (error) {
      this.#end(terminal, `${colours.red('✗')} ${title}`);
      throw error;
    }
  }

  #end(terminal: boolean, line: string): void {
    this.stream.write(`${terminal ? '\r\u001b[2K' : ''}${line}\n`);
  }
}
