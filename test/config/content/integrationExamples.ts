import { unscraped, type Example } from '../support/examples';
import { soundApplication } from '../support/samples';

/** One breaking example per rule about third parties and payments. */
export const integrationExamples: Readonly<Record<string, Example>> = {
  'an application with `thirdParties` or `payments` is scraped': {
    breaks: { ...unscraped, http: null, slos: null, payments: soundApplication['payments'] },
    says: 'payments: is given, but nothing says where the metrics come from; write scrape',
    line: 'payments:',
    mends: { scrape: soundApplication['scrape'] },
  },
  'the latency threshold of a third party is a bucket of its histogram': {
    breaks: { thirdParties: { quotes: { alerts: { slow: { p95Ms: 2_000 } } } } },
    says: 'thirdParties.quotes.alerts.slow.p95Ms: 2000 ms is no bucket of api_call_duration_seconds, so it cannot be judged exactly; write 1000 or 5000, or add the bucket to the application and to thirdParties.quotes.duration.bucketsSeconds',
    line: 'p95Ms: 2000',
    mends: { thirdParties: { quotes: { duration: { bucketsSeconds: [1, 2] } } } },
  },
  'the quota of a third party says in one way what is used of it': {
    breaks: { thirdParties: { quotes: { quota: { windowMinutes: 60 } } } },
    says: 'thirdParties.quotes.quota: says what is used in several ways; write only one of used and windowMinutes',
    line: 'quota:',
    mends: { thirdParties: { quotes: { quota: { used: null } } } },
  },
  'the quota of a third party has one limit': {
    breaks: { thirdParties: { quotes: { quota: { limit: null } } } },
    says: 'thirdParties.quotes.quota: says nothing about the limit; write one of limit and limitCalls',
    line: 'quota:',
    mends: { thirdParties: { quotes: { quota: { limitCalls: 500 } } } },
  },
};
