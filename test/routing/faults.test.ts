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
    'no channel at all',
    { slack: off, pagerduty: off, email: mailOff },
    [
      'observatory:alerting: no channel is on, so nobody would be told of any alert; set observatory:alerting.slack.enabled to true (it takes every priority) and, to wake people, observatory:alerting.pagerduty.enabled',
    ],
  ],
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
  [
    'a platform team that is none',
    { platformTeam: 'devops' },
    [
      'observatory:alerting.platformTeam: there is no team "devops" (known: backend, data, platform); add teams/devops.yaml to your content or name another team',
    ],
  ],
  [
    'a credential of a team that is none',
    { ownCredentials: { slack: ['bakend'], pagerduty: [] } },
    [
      'observatory:secrets.slack.bakend: there is no team "bakend" (known: backend, data, platform), so nothing would use it; correct the name or remove it',
    ],
  ],
  [
    'two keys of a team that is none: told once',
    {
      ownCredentials: { slack: [], pagerduty: ['default.high', 'default.low', 'bakend.high', 'bakend.low'] },
    },
    [
      'observatory:secrets.pagerduty.bakend: there is no team "bakend" (known: backend, data, platform), so nothing would use it; correct the name or remove it',
    ],
  ],
  [
    'e-mail without server and sender: both at once',
    { email: { enabled: true, requireTls: true } },
    [
      'observatory:alerting.email.smarthost: must be set while observatory:alerting.email.enabled is true',
      'observatory:alerting.email.from: must be set while observatory:alerting.email.enabled is true',
    ],
  ],
  [
    'no team at all',
    { teams: [], ownCredentials: { slack: [], pagerduty: [] } },
    [
      'observatory:alerting.platformTeam: there is no team "platform" (there are none); add teams/platform.yaml to your content or name another team',
    ],
  ],
])('%s', (_what, changes, faults) => {
  expect(faultsOf(changes)).toEqual(faults);
});
