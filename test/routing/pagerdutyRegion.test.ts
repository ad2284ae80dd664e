import { expect, test } from '@jest/globals';
import { eventAddress } from '../../routing/channels/pagerdutyRegion';

test.each([
  [{ enabled: true, region: 'eu' as const }, { pagerduty_url: 'https://events.eu.pagerduty.com/v2/enqueue' }],
  [{ enabled: true, region: 'us' as const }, {}],
  [{ enabled: true }, {}],
  [{ enabled: false, region: 'eu' as const }, {}],
])('events of %j go to %j', (pagerduty, expected) => {
  expect(eventAddress(pagerduty)).toEqual(expected);
});
