import { unscraped, type Example } from '../support/examples';
import { soundApplication } from '../support/samples';

const report = {
  displayName: 'Reports',
  total: { metric: 'reports_total' },
  failed: { metric: 'report_failures_total' },
};

/** One breaking example per rule about operations, data and business signals. */
export const businessExamples: Readonly<Record<string, Example>> = {
  'an application with operations, data or business signals is scraped': {
    breaks: { ...unscraped, http: null, slos: null, operations: { report } },
    says: 'operations: are given, but nothing says where the metrics come from; write scrape',
    line: 'operations:',
    mends: { scrape: soundApplication['scrape'] },
  },
  'the latency threshold of an operation is a bucket of its histogram': {
    breaks: {
      operations: {
        report: {
          duration: { metric: 'report_seconds', bucketsSeconds: [1, 30] },
          alerts: { p95Seconds: 5 },
        },
      },
    },
    says: 'operations.report.alerts.p95Seconds: 5 s is no bucket of report_seconds, so it cannot be judged exactly; write 1 or 30, or add the bucket to the application and to bucketsSeconds',
    line: 'p95Seconds: 5',
    mends: { operations: { report: { alerts: { p95Seconds: 30 } } } },
  },
  'a business signal with alerts is one number': {
    breaks: {
      business: { users: { gauge: { metric: 'users', by: 'tier' }, alerts: { dropPercent: 30 } } },
    },
    says: 'business.users.alerts: cannot judge several numbers at once (steps, or values of a label); remove them, and write a signal of its own for the one to watch',
    line: 'alerts:',
    mends: { business: { users: { gauge: { by: null } } } },
  },
  'a business signal has room between its bounds': {
    breaks: { business: { users: { alerts: { below: 10, above: 10 } } } },
    says: 'business.users.alerts.below: 10 is not less than above 10, so someone would be told always; write less, or raise above',
    line: 'below: 10',
    mends: { business: { users: { alerts: { above: 11 } } } },
  },
};
