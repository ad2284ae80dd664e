import { openHttp, type LoopbackServer } from '../loopback';
import { DemoApi } from './api';
import type { FaultName } from './faults';
import { demoMetrics } from './metrics';

/** The demo application with its faults. Its port is closed while `outage` is on. */
export class DemoApplication {
  readonly #active = new Set<FaultName>();
  readonly #api = new DemoApi(demoMetrics(), this.#active);
  #server: LoopbackServer | undefined;
  #switching: Promise<void> = Promise.resolve();

  /** @param port where it listens, again after each outage */
  constructor(readonly port: number) {}

  /** Starts to listen. Rejects when the port is taken. */
  async open(): Promise<void> {
    this.#server ??= await openHttp((request, response) => {
      void this.#api.handle(request, response);
    }, this.port);
  }

  async close(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    await server?.close();
  }

  activeFaults(): readonly FaultName[] {
    return [...this.#active].sort();
  }

  /** Resolves when the fault has taken effect. Rejects when the port cannot be opened again after an outage. */
  switch(fault: FaultName, on: boolean): Promise<void> {
    // One after the other: `off` must not overtake an `on` that is still closing the port.
    const done = this.#switching.then(() => this.#apply(fault, on));
    this.#switching = done.catch(() => undefined);
    return done;
  }

  async #apply(fault: FaultName, on: boolean): Promise<void> {
    if (fault === 'outage') await (on ? this.close() : this.open());
    if (on) this.#active.add(fault);
    else this.#active.delete(fault);
  }
}
