import { expect, test } from '@jest/globals';
import { UserError } from '../../config/errors';
import type { RoutingInput } from '../../routing/model';
import { input, setupOf } from './support';

const off = { enabled: false };
const mailOff = { ...input.email, enabled: false };

const faultsOf = (changes: Partial<RoutingInput>): readonly string[] => {
  try {
    setupOf(changes);
  } catch (error) {
    if (error instanceof UserError) return error.faults;
    throw error;
  }
  return [];
};

test.each<[string, Partial<RoutingInput>, string[]]>([
  ['everything on is no fault', {}, []],
  ['Slack alone reaches every priority', { pagerduty: off, email: mailOff }, []],
  [
    'PagerDuty alone',
    { slack: off, email: mailOff },
    [
      'observatory:alerting: nobody would be told of P3 alerts, which go to Slack and e-mail only; set observatory:alerting.slack.enabled or observatory:alerting.email.enabled to true',
      'observatory:alerting: nobody would be told of P4 alerts, which go to Slack only; set observatory:alerting.slack.enabled to true',
    ],
  ],
  [
    'e-mail alone',
    { slack: off, pagerduty: off },
    [
      'observatory:alerting: nobody would be told of P1 and P2 alerts, which go to PagerDuty and Slack only; set observatory:alerting.pagerduty.enabled or observatory:alerting.slack.enabled to true',
      'observatory:alerting: nobody would be told of P4 alerts, which go to Slack only; set observatory:alerting.slack.enabled to true',
    ],
  ],
  [
    'PagerDuty and e-mail without Slack',
    { slack: off },
    [
      'observatory:alerting: nobody would be told of P4 alerts, which go to Slack only; set observatory:alerting.slack.enabled to true',
    ],
  ],
])('%s', (_what, changes, faults) => {
  expect(faultsOf(changes)).toEqual(faults);
});
