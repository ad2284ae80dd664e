import { z } from 'zod';

/** Regions of PagerDuty accounts: each has its own addresses for events and for the API. */
export const pagerdutyRegions = ['us', 'eu'] as const;

export const pagerduty = z
  .strictObject({
    enabled: z
      .boolean()
      .describe(
        'Page through PagerDuty. Needs `observatory:secrets.pagerduty.default` (an Events API v2 key), unless `managed`.',
      ),
    managed: z
      .boolean()
      .describe(
        'PagerDuty as code: make a team, schedules, an escalation policy, a service with support hours and its integration key for every team of the content. Needs `observatory:secrets.pagerdutyApi.token`.',
      ),
    protectSchedules: z
      .boolean()
      .describe(
        'Refuse to delete a managed schedule: the swaps that people agreed on lie in it and nowhere else. To remove one, set `false`, update, then remove it.',
      ),
    region: z
      .enum(pagerdutyRegions)
      .describe('Service region of the PagerDuty account (`eu`: the web address ends in .eu.pagerduty.com).'),
  })
  .describe('PagerDuty.');
