import { z } from 'zod';
import { text } from './common';

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

/** Areas of the IANA data base. Older names (US/Pacific, EST) are left out of many images, and Alertmanager refuses a file with one. */
const zoneForm =
  /^(UTC|(Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific)(\/[A-Z][-A-Za-z_]*){1,2})$/;

const isZone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
};

/** Intl takes any case, Alertmanager looks for a file. What Intl answers is only a hint: it may be an older name of the place. */
const rightCase = (name: string): boolean => {
  const known = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  return known.toLowerCase() !== name.toLowerCase() || known === name;
};

const zoneWords = 'an IANA time zone such as Europe/Berlin, or UTC';

export const timeZone = text(zoneForm, zoneWords).refine(
  (name) => !zoneForm.test(name) || (isZone(name) && rightCase(name)),
  { error: ({ input }) => `"${String(input)}" is no time zone; write ${zoneWords}` },
);

/** `09:00`; in quotes, because YAML 1.1 readers take it for a number. */
export const clockTime = text(
  /^([01][0-9]|2[0-3]):[0-5][0-9]$/,
  "a time of day in quotes, such as '09:00', at most '23:59'",
);
export const endTime = text(
  /^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$/,
  "a time of day in quotes, such as '17:00', at most '24:00'",
);

/** Minutes since midnight. */
export const minutesOf = (time: string): number => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
};

const isDate = (year: number, month: number, day: number): boolean => {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
};

const dateWords = "a date in quotes, such as '2026-12-25'";
const dateForm = /^20[0-9]{2}-[0-9]{2}-[0-9]{2}$/;
const noDate = ({ input }: { input: unknown }): string => `"${String(input)}" is no date of the calendar`;

export const date = text(dateForm, dateWords).refine(
  (value) => {
    const [year = 0, month = 0, day = 0] = value.split('-').map(Number);
    return !dateForm.test(value) || isDate(year, month, day);
  },
  { error: noDate },
);

const holidayForm = /^(20[0-9]{2}-)?[0-9]{2}-[0-9]{2}$/;

/** `2026-12-25`, or `12-25` for every year. */
export const holiday = text(holidayForm, "a date in quotes: '2026-12-25', or '12-25' for every year").refine(
  (value) => {
    const [day = 0, month = 0, year = 2024] = value.split('-').map(Number).reverse();
    return !holidayForm.test(value) || isDate(year, month, day);
  },
  { error: noDate },
);

/** Local time without zone: `2026-12-24T22:00`. */
const momentWords = "a local time in quotes, such as '2026-12-24T22:00'";
const momentForm = /^20[0-9]{2}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]$/;
export const moment = text(momentForm, momentWords).refine(
  (value) => {
    const [year = 0, month = 0, day = 0] = value.slice(0, 10).split('-').map(Number);
    return !momentForm.test(value) || isDate(year, month, day);
  },
  { error: noDate },
);

const days = z.array(z.enum(weekdays)).min(1).describe('Working days.');
const hoursShape = {
  timeZone: timeZone.describe('Where the times are meant.'),
  days,
  start: clockTime.describe('Start of the working day.'),
  end: endTime.describe('End of the working day, on the same date.'),
};

/** When P3 and P4 are told. One span a day: see routing/windows. */
export const businessHours = z
  .strictObject(hoursShape)
  .describe('Business hours: when P3 and P4 alerts are told.');
export type BusinessHours = z.infer<typeof businessHours>;

export const businessHoursChange = z
  .strictObject({
    timeZone: hoursShape.timeZone.optional().describe('Where the times are meant.'),
    days: hoursShape.days.optional().describe('Working days.'),
    start: hoursShape.start.optional().describe('Start of the working day.'),
    end: hoursShape.end.optional().describe('End of the working day, on the same date.'),
  })
  .describe('Business hours, where they differ from `observatory:alerting.businessHours`.');

export const holidays = z.array(holiday).describe('Days on which nobody works, whatever the weekday.');
