import type { Application } from '../../config/schema/application';
import type { RecordingRule } from '../model';
import type { Recorder } from '../record';

/** One service level objective: which events count, which of them are bad, and how many may be. */
export interface Objective {
  /** Part of `sloth_id` and value of `sloth_slo` and of the alerts' label `slo`. */
  readonly name: string;
  /** Alerts are called `<alert>Fast` and `<alert>Slow`. */
  readonly alert: string;
  readonly application: Application;
  readonly objectivePercent: number;
  /** Rules that record what `bad` and `events` select, where no other group does. */
  readonly records?: (record: Recorder) => readonly RecordingRule[];
  /** Selector of recorded bad events per second. */
  readonly bad: string;
  /** Selector of recorded events per second, good and bad; present whenever `bad` is. */
  readonly events: string;
  readonly minimumPerMinute: number;
  /** `requests failed`, for the texts. */
  readonly badEvents: string;
  /** What tells that the objective has lost its data; undefined where another alert does. */
  readonly coverage?: Coverage;
}

/** When the events of an objective ought to be there. */
export interface Coverage {
  /** What is counted, as its target calls it: `http_requests_total`. */
  readonly metric: string;
  /** Another series of the same events, present and positive while they happen; with the labels of the application only. */
  readonly traffic?: string;
  /** Hours after which the silence of an application that answers is no longer a quiet night. */
  readonly quietHours: number;
}
