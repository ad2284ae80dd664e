import type { FaultName } from '../../../local/faults/catalogue';
import type { InboxName, NotificationStatus } from '../../../local/inboxes/model';
import type { Priority } from '../../../rules/model';

/** Somebody who is told, and by what: `slack #shop-alerts`. */
export type Told = `${InboxName} ${string}`;

/** What an alert is about: its name and its application, which is empty for alerts about the stack itself. */
export interface Subject {
  readonly alert: string;
  readonly application: string;
}

/** An alert of a scene, and everybody who is told. Nobody: another alert says it already, and keeps this one back. */
export interface ExpectedAlert extends Subject {
  readonly priority: Priority;
  readonly told: readonly Told[];
  /** It looks back so far that its end is not within the proof: people are told of it, and it still fires afterwards. */
  readonly lasts?: true;
}

/**
 * Runs of the stack that go on at the same time, for scenes that would wait for each other. In the order of their start: those
 * whose scenes take longest come first.
 */
export const runNames = ['requests', 'resources', 'outages', 'monitoring', 'channels', 'database'] as const;
export type RunName = (typeof runNames)[number];

/** Faults that are switched on together, and everything that people see of them. */
export interface Scene {
  readonly faults: readonly FaultName[];
  /** What they break, in words. Scenes with one in common follow each other; others are played at the same time. */
  readonly places: readonly string[];
  readonly run: RunName;
  readonly alerts: readonly ExpectedAlert[];
  /** Consequences that depend on the moment: they may fire, and then at most these people are told. */
  readonly mayFire?: readonly ExpectedAlert[];
  /** What its first fault breaks: nobody is told through it until that is repaired, then everybody, and then the rest is repaired. */
  readonly channel?: InboxName;
  /** The heartbeat stops: the dead man’s switch calls, and calls it off. */
  readonly switchCalls?: true;
}

/** What of a scene an observation is compared with. */
export type Expectation = Pick<Scene, 'alerts' | 'mayFire' | 'switchCalls'>;

/** An alert that fired, by the labels that say what and how urgent it is. */
export interface FiredAlert extends Subject {
  readonly priority: string;
}

/** One message about one alert, as it arrived in an inbox. */
export interface Message extends Subject {
  readonly to: Told;
  readonly status: NotificationStatus;
  /** All of it, links included. */
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly receivedAt: number;
}

/** What was seen from the switching on of a scene's faults until everything was over. */
export interface Observation {
  /** Every alert that fired meanwhile, each once. */
  readonly fired: readonly FiredAlert[];
  /** Alerts that still fired at the end. */
  readonly left: readonly FiredAlert[];
  readonly messages: readonly Message[];
  /** What the dead man’s switch said. */
  readonly switchCalls: readonly NotificationStatus[];
}

export const nameOf = ({ alert, application }: Subject): string =>
  application === '' ? alert : `${alert} of ${application}`;

export const isAbout =
  (subject: Subject) =>
  (other: Subject): boolean =>
    nameOf(subject) === nameOf(other);

/** Whether a scene has a place for an alert. */
export const claims = ({ alerts, mayFire = [] }: Expectation, subject: Subject): boolean =>
  [...alerts, ...mayFire].some(isAbout(subject));
