import type { ServerResponse } from 'node:http';
import type { RunStatus } from '../run/status';

/** Milliseconds between two looks while somebody watches. */
const PERIOD_MS = 1_000;
/** Notifications that travel; the inboxes keep more. */
const NOTIFICATIONS = 200;

/** Sends the status of the run to every open page, when it has changed (server-sent events). */
export class StatusEvents {
  readonly #watchers = new Set<ServerResponse>();
  #timer: NodeJS.Timeout | undefined;
  #last = '';

  constructor(private readonly status: () => Promise<RunStatus>) {}

  add(response: ServerResponse): void {
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    this.#watchers.add(response);
    response.once('close', () => {
      this.#watchers.delete(response);
      if (this.#watchers.size === 0) this.close();
    });
    if (this.#last !== '') response.write(this.#last);
    this.#timer ??= setInterval(() => void this.#look(), PERIOD_MS);
    void this.#look();
  }

  close(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    for (const watcher of this.#watchers) watcher.end();
  }

  async #look(): Promise<void> {
    const status = await this.status();
    const shown = { ...status, notifications: status.notifications.slice(-NOTIFICATIONS) };
    const event = `event: status\ndata: ${JSON.stringify(shown)}\n\n`;
    if (event === this.#last) return;
    this.#last = event;
    for (const watcher of this.#watchers) watcher.write(event);
  }
}
