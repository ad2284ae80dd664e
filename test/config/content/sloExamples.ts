import type { Example } from '../support/examples';

/** One breaking example per rule about objectives. */
export const sloExamples: Readonly<Record<string, Example>> = {
  'an objective about requests has `http`': {
    breaks: { http: null },
    says: 'slos.availability: counts requests, but nothing says which metric counts them; write http, or remove the objective',
    line: 'availability:',
    mends: { slos: { availability: null } },
  },
  'the threshold of a latency objective is a bucket of the histogram': {
    breaks: { slos: { latency: [{ thresholdMs: 300, objectivePercent: 95 }] } },
    says: 'slos.latency[0].thresholdMs: 300 ms is no bucket of http_request_duration_seconds, so it cannot be judged exactly; write 250 or 500, or add the bucket to the application and to http.duration.bucketsSeconds',
    line: 'thresholdMs: 300',
    mends: { slos: { latency: [{ thresholdMs: 250, objectivePercent: 95 }] } },
  },
  'the latency objectives of an application have different thresholds': {
    breaks: {
      slos: {
        latency: [
          { thresholdMs: 500, objectivePercent: 95 },
          { thresholdMs: 500, objectivePercent: 99 },
        ],
      },
    },
    says: 'slos.latency[1].thresholdMs: is the threshold of another objective of the application; write a different one, or remove one of the two',
    line: 'thresholdMs: 500',
    mends: { slos: { latency: [{ thresholdMs: 500, objectivePercent: 95 }] } },
  },
  'an objective about an operation names one of the application': {
    breaks: { slos: { success: { reports: { objectivePercent: 99 } } } },
    says: 'slos.success.reports: is no operation of the application; did you mean "report"?',
    line: 'reports:',
    mends: { slos: { success: { reports: null, report: { objectivePercent: 99 } } } },
  },
  'the threshold of an operation’s objective is a bucket of its histogram': {
    breaks: { slos: { operationLatency: { report: { thresholdSeconds: 10, objectivePercent: 95 } } } },
    says: 'slos.operationLatency.report.thresholdSeconds: 10 s is no bucket of report_seconds, so it cannot be judged exactly; write 5 or 30, or add the bucket to the application and to operations.report.duration.bucketsSeconds',
    line: 'thresholdSeconds: 10',
    mends: { slos: { operationLatency: { report: { thresholdSeconds: 30 } } } },
  },
  'an objective about data names data of the application': {
    breaks: { slos: { freshness: { price: { objectivePercent: 99 } } } },
    says: 'slos.freshness.price: is no data of the application; did you mean "prices"?',
    line: 'price:',
    mends: { slos: { freshness: { price: null, prices: { objectivePercent: 99 } } } },
  },
};
