import type { NotificationStatus } from './model';

/** All names that can occur: a set, or a map by name. */
export interface AlertNames {
  has(name: string): boolean;
}

/** The known alert names that occur in `text` as whole words, in order of their first mention. */
export function alertNamesIn(text: string, known: AlertNames): string[] {
  const words = text.match(/[A-Za-z_][A-Za-z0-9_]*/g) ?? [];
  return [...new Set(words)].filter((word) => known.has(word));
}

/** What a title says about its alerts. A group with both firing and resolved alerts is still firing. */
export function statusIn(title: string): NotificationStatus {
  if (/\bfiring\b/i.test(title)) return 'firing';
  if (/\bresolved\b/i.test(title)) return 'resolved';
  return 'unknown';
}
