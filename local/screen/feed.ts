import { colours } from '../../plan/colours';
import type { Notification } from '../inboxes/model';
import type { AlertChange } from '../run/alertWatch';
import { notificationCells } from './tables';
import { clock, span } from './time';

/** Prints what happens, one line each, with the time since the latest switch of a fault. */
export class Feed {
  #switchedAt: number | undefined;

  /** @param waits alert → how long its condition must hold before it fires */
  constructor(
    private readonly write: (line: string) => void,
    private readonly waits: ReadonlyMap<string, string>,
    private readonly now: () => number = Date.now,
  ) {}

  fault(name: string, on: boolean): void {
    this.#switchedAt = this.now();
    this.#line('fault', colours.bold(`${name} ${on ? 'on' : 'off'}`));
  }

  alert({ alert, became }: AlertChange): void {
    const colour =
      became === 'firing'
        ? colours.red
        : became === 'over'
          ? colours.green
          : became === 'pending'
            ? colours.yellow
            : colours.dim;
    const about = [alert.priority, alert.application, alert.team].filter((part) => part !== '').join(', ');
    const wait = this.waits.get(alert.name) ?? '';
    const why =
      became === 'inhibited'
        ? ', nobody is told: another alert says it already'
        : became === 'pending' && wait !== ''
          ? `, fires if it lasts ${wait}`
          : '';
    this.#line('alert', `${colour(became.padEnd(9))} ${alert.name} ${colours.dim(`(${about})${why}`)}`);
  }

  notification(notification: Notification): void {
    const [inbox = '', destination = '', status = '', title = ''] = notificationCells(notification);
    this.#line(inbox, `${status} ${colours.bold(title)} ${colours.dim(`to ${destination}`)}`);
  }

  note(text: string): void {
    this.#line('', text);
  }

  #line(what: string, text: string): void {
    const at = this.now();
    const since = this.#switchedAt === undefined ? '' : `+${span(at - this.#switchedAt)}`;
    this.write(`${colours.dim(clock(at))}  ${since.padEnd(7)}  ${what.padEnd(9)}  ${text}`);
  }
}
