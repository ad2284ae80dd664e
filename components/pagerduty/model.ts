/** A schedule as data; people are e-mail addresses of PagerDuty users until they are looked up. */
export interface PlannedSchedule {
  /** Logical name. */
  readonly key: string;
  readonly title: string;
  readonly description: string;
  readonly timeZone: string;
  readonly layer: PlannedLayer;
}

export interface PlannedLayer {
  readonly name: string;
  /** RFC 3339. */
  readonly rotationVirtualStart: string;
  readonly rotationTurnLengthSeconds: number;
  /** In the order in which they take over. */
  readonly people: readonly string[];
  /** None: always. */
  readonly restrictions: readonly Restriction[];
}

/** A span of the week in which a layer has somebody on call. */
export interface Restriction {
  readonly type: 'weekly_restriction';
  /** 1 is Monday. */
  readonly startDayOfWeek: number;
  /** `HH:MM:SS` in the schedule's time zone. */
  readonly startTimeOfDay: string;
  readonly durationSeconds: number;
}

/** Who is told: a person, or whoever a schedule has on call. */
export type Target = { readonly person: string } | { readonly schedule: string };

/** A level of an escalation policy. */
export interface PlannedRule {
  /** Minutes until the next level. */
  readonly escalationDelayInMinutes: number;
  readonly targets: readonly Target[];
}

export interface SupportHours {
  readonly type: 'fixed_time_per_day';
  readonly timeZone: string;
  /** 1 is Monday. */
  readonly daysOfWeeks: readonly number[];
  /** `HH:MM:SS` */
  readonly startTime: string;
  readonly endTime: string;
}

/** Everything that one team has in PagerDuty. */
export interface PlannedTeam {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly schedules: readonly PlannedSchedule[];
  readonly rules: readonly PlannedRule[];
  readonly supportHours: SupportHours;
}
