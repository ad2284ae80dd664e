import { UserError } from '../../config/errors';
import { faultNames, type FaultName } from './catalogue';

/** Causes a fault or mends it; rejects with a UserError when that is not possible. */
export type Switch = (on: boolean) => Promise<void>;

/** How each fault is caused. */
export type Switches = Readonly<Record<FaultName, Switch>>;

/** Knows which faults are on, and switches one after the other: `off` must not overtake an `on` that is under way. */
export class Switchboard {
  readonly #since = new Map<FaultName, number>();
  #switching: Promise<void> = Promise.resolve();

  /** @param now milliseconds since 1970 */
  constructor(
    private readonly switches: Switches,
    private readonly now: () => number = Date.now,
  ) {}

  /** Resolves when the fault has taken effect, or is mended. A fault that is there already is left as it is. */
  switch(name: FaultName, on: boolean): Promise<void> {
    const done = this.#switching.then(() => this.#apply(name, on));
    this.#switching = done.catch(() => undefined);
    return done;
  }

  /** Milliseconds since 1970 from which on a fault is there; undefined when it is not. */
  since(name: FaultName): number | undefined {
    return this.#since.get(name);
  }

  /** Mends everything, as far as it can be mended. */
  async mend(): Promise<void> {
    for (const name of faultNames) {
      if (this.#since.has(name)) await this.switch(name, false).catch(() => undefined);
    }
  }

  async #apply(name: FaultName, on: boolean): Promise<void> {
    if (this.#since.has(name) === on) return;
    await this.switches[name](on);
    if (on) this.#since.set(name, this.now());
    else this.#since.delete(name);
  }
}

/** A switch of something that this run does not have. */
export const unavailable =
  (why: string): Switch =>
  (on) =>
    on ? Promise.reject(new UserError([why])) : Promise.resolve();
