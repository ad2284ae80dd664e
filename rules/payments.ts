import type { Application } from '../config/schema/application';
import type { Payments } from '../config/schema/payments';
import { dashboardUids } from '../dashboards/uids';
import { attemptedPayments, failedPaymentRatio, failedPayments, paymentSignals } from '../signals/payments';
import { ratio } from '../signals/promql';
import { select } from '../signals/signal';
import { instancesUp } from '../signals/targets';
import { counted } from './counted';
import type { RuleContext } from './input';
import type { AlertRule, RecordingRule, RuleGroup } from './model';
import { recorder } from './record';
import { minutes, minutesText, plainText } from './text';

const countRules = (application: Application, payments: Payments, context: RuleContext): RecordingRule[] => {
  const { name } = application;
  const record = recorder(application, context);
  const { failed, attempted } = paymentSignals(name, payments);
  const perHour = record(failedPayments, counted(failed, instancesUp(name), '1h'));
  if (attempted === undefined) return [perHour];
  const attempts = select(attemptedPayments, { application: name });
  return [
    perHour,
    // A share needs no exact count: of a new series one payment is missing, among ten at the least.
    record(attemptedPayments, `sum(increase(${attempted}[15m]))`),
    record(failedPaymentRatio, `sum(increase(${failed}[15m])) / on () (${attempts} > 0)`),
  ];
};

const alertsOf = (application: Application, payments: Payments): AlertRule[] => {
  const { name, team, displayName } = application;
  const { failures, failureRatio } = payments.alerts;
  const shown = plainText(displayName);
  const of = { application: name };
  const shared = { team, application: name, dashboard: dashboardUids.systemHealth } as const;
  const failing: AlertRule = {
    ...shared,
    alert: 'PaymentFailures',
    expr: `${select(failedPayments, of)} > ${String(failures.perHour)}`,
    // The hour is in the count.
    for: '0m',
    priority: 'P2',
    summary: `${shown}: {{ $value }} payments failed within an hour`,
    description: `{{ $value }} payments through ${shown} have failed within the last hour; ${String(failures.perHour)} are normal. Each is a customer who wanted to pay and could not.`,
  };
  if (payments.attempted === undefined) return [failing];
  return [
    failing,
    {
      ...shared,
      alert: 'PaymentFailureRatioHigh',
      expr: `${select(failedPaymentRatio, of)} > ${ratio(failureRatio.percent)} and on () ${select(attemptedPayments, of)} >= ${String(failureRatio.minimumAttempts)}`,
      for: minutes(failureRatio.forMinutes),
      priority: 'P1',
      summary: `${shown}: {{ $value | humanizePercentage }} of the payments fail`,
      description: `{{ $value | humanizePercentage }} of the payments through ${shown} in the last 15 minutes have failed; more than ${String(failureRatio.percent)} % for ${minutesText(failureRatio.forMinutes)}. Customers cannot pay, and revenue is lost as long as it lasts.`,
    },
  ];
};

/** Failed payments: their number, and their share of all. */
export const paymentGroups = (application: Application, context: RuleContext): RuleGroup[] => {
  const { name, team, payments } = application;
  if (payments === undefined) return [];
  return [
    {
      name: `${name}.payments`,
      team,
      rules: [...countRules(application, payments, context), ...alertsOf(application, payments)],
    },
  ];
};
