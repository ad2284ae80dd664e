/** A window of an SLO, as Prometheus writes durations. */
export type Window = `${number}${'m' | 'h' | 'd'}`;

export const days = (count: number): Window => `${String(count)}d` as Window;

export interface BurnWindow {
  /** Share of the period's error budget, in percent, that is gone when the alert fires after a burn of the long window. */
  readonly budgetPercent: number;
  readonly long: Window;
  /** A twelfth or so of the long one: the alert ends soon after the burn does. */
  readonly short: Window;
}

/**
 * Multi-window, multi-burn-rate alerts (Google's SRE workbook, chapter 5): budget percent and windows for a period of
 * 30 days. The burn rate that each stands for is computed from the real period, see burnRate.ts.
 */
export const burnWindows = {
  /** A person is woken: the budget would be gone in two to five days. */
  page: [
    { budgetPercent: 2, long: '1h', short: '5m' },
    { budgetPercent: 5, long: '6h', short: '30m' },
  ],
  /** The next working day: the budget would be gone within its period. */
  ticket: [
    { budgetPercent: 10, long: '1d', short: '2h' },
    { budgetPercent: 10, long: '3d', short: '6h' },
  ],
} as const satisfies Record<string, readonly BurnWindow[]>;

export type BurnLevel = keyof typeof burnWindows;

const unitMinutes = { m: 1, h: 60, d: 1_440 } as const;

export const minutesOf = (window: Window): number =>
  Number.parseFloat(window) * unitMinutes[window.slice(-1) as keyof typeof unitMinutes];

/** Days that the SLO alerts look back. Retention must be at least 1.5 times this (configuration refuses less). */
export const longestAlertWindowDays = Math.max(
  ...Object.values(burnWindows).flatMap((windows) =>
    windows.map(({ long }) => minutesOf(long) / minutesOf('1d')),
  ),
);
