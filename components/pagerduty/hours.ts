import { minutesOf, weekdays, type BusinessHours } from '../../config/schema/time';
import type { Restriction, SupportHours } from './model';

const minutesPerDay = 24 * 60;
const daysPerWeek = weekdays.length;

const clock = (minutes: number): string => {
  const [hour, minute] = [Math.floor(minutes / 60), minutes % 60].map((part) =>
    String(part).padStart(2, '0'),
  );
  return `${hour ?? ''}:${minute ?? ''}:00`;
};

/** Working days, each once, from 1 (Monday) on. */
const workingDays = ({ days }: BusinessHours): readonly number[] =>
  weekdays.flatMap((day, index) => (days.includes(day) ? [index + 1] : []));

/** Business hours as those of a service. PagerDuty knows no holidays and no 24:00. */
export const supportHours = (hours: BusinessHours): SupportHours => ({
  type: 'fixed_time_per_day',
  timeZone: hours.timeZone,
  daysOfWeeks: workingDays(hours),
  startTime: clock(minutesOf(hours.start)),
  endTime: hours.end === '24:00' ? '23:59:59' : clock(minutesOf(hours.end)),
});

/** A span of the week. @param start minutes since the midnight that begins `day`, at most 24 hours */
const span = (day: number, start: number, minutes: number): Restriction[] =>
  minutes <= 0
    ? []
    : [
        {
          type: 'weekly_restriction',
          startDayOfWeek: start < minutesPerDay ? day : (day % daysPerWeek) + 1,
          startTimeOfDay: clock(start % minutesPerDay),
          durationSeconds: minutes * 60,
        },
      ];

/** The business hours of a week, one span a working day. */
export const businessSpans = (hours: BusinessHours): Restriction[] => {
  const [start, end] = [minutesOf(hours.start), minutesOf(hours.end)];
  return workingDays(hours).flatMap((day) => span(day, start, end - start));
};

/** All the rest of a week: from the end of each working day to the start of the next one. Empty around the clock. */
export const offSpans = (hours: BusinessHours): Restriction[] => {
  const [start, end] = [minutesOf(hours.start), minutesOf(hours.end)];
  const days = workingDays(hours);
  return days.flatMap((day, index) => {
    const next = days[(index + 1) % days.length] ?? day;
    const between = (next - day + daysPerWeek) % daysPerWeek || daysPerWeek;
    return span(day, end, between * minutesPerDay - end + start);
  });
};
