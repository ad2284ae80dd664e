import type { Payments } from '../config/schema/payments';
import { referredSignal, selectReferred } from './metricRef';
import { recorded } from './recorded';
import type { Signal } from './signal';

/** What an application tells about its payments: names and labels are its own. */
export interface PaymentSignals {
  readonly signals: readonly Signal[];
  /** Selectors. */
  readonly failed: string;
  readonly attempted?: string;
}

const failedMeaning = { kind: 'counter', unit: 'count', description: 'Payments that failed.' } as const;
const attemptedMeaning = {
  kind: 'counter',
  unit: 'count',
  description: 'Payments that were tried, the failed ones too.',
} as const;

export const paymentSignals = (application: string, { failed, attempted }: Payments): PaymentSignals => {
  const failures = referredSignal(failed, failedMeaning);
  const failedSelector = selectReferred(application, failed, failures);
  if (attempted === undefined) return { signals: [failures], failed: failedSelector };
  const attempts = referredSignal(attempted, attemptedMeaning);
  return {
    signals: [failures, attempts],
    failed: failedSelector,
    attempted: selectReferred(application, attempted, attempts),
  };
};

export const failedPayments = recorded(
  'application:payments_failed:count1h',
  'count',
  'Payments that failed within the last hour, the first of a new series too.',
);

export const attemptedPayments = recorded(
  'application:payments_attempted:increase15m',
  'count',
  'Payments that were tried within the last 15 minutes.',
);

export const failedPaymentRatio = recorded(
  'application:payments_failed:ratio_increase15m',
  'ratio',
  'Share of the payments of the last 15 minutes that failed; nothing without any.',
);

export const paymentRecordedSignals: readonly Signal[] = [
  failedPayments,
  attemptedPayments,
  failedPaymentRatio,
];
