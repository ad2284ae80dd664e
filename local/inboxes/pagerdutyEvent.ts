import { z } from 'zod';

/**
 * An event of PagerDuty's Events API v2, with the limits that PagerDuty documents:
 * https://developer.pagerduty.com/docs/send-alert-event
 */
const routingKey = z.string().length(32, "'routing_key' is invalid: must be 32 characters");
const dedupKey = z.string().max(255, "'dedup_key' is too long: at most 255 characters");
const link = z.looseObject({ href: z.string().min(1, "'links.href' is missing or blank") });
const image = z.looseObject({ src: z.string().min(1, "'images.src' is missing or blank") });
const payload = z.looseObject({
  summary: z
    .string()
    .min(1, "'payload.summary' is missing or blank")
    .max(1024, "'payload.summary' is too long: at most 1024 characters"),
  source: z.string().min(1, "'payload.source' is missing or blank"),
  severity: z.enum(['critical', 'error', 'warning', 'info'], {
    error: "'payload.severity' is invalid: must be one of critical, error, warning, info",
  }),
  component: z.string().optional(),
  group: z.string().optional(),
  class: z.string().optional(),
  custom_details: z.unknown().optional(),
});

export const pagerdutyEvent = z.discriminatedUnion(
  'event_action',
  [
    z.looseObject({
      event_action: z.literal('trigger'),
      routing_key: routingKey,
      dedup_key: dedupKey.optional(),
      payload,
      client: z.string().optional(),
      client_url: z.string().optional(),
      links: z.array(link).optional(),
      images: z.array(image).optional(),
    }),
    z.looseObject({
      event_action: z.enum(['acknowledge', 'resolve']),
      routing_key: routingKey,
      dedup_key: dedupKey.min(1, "'dedup_key' is missing or blank"),
    }),
  ],
  { error: "'event_action' is invalid: must be one of trigger, acknowledge, resolve" },
);
export type PagerdutyEvent = z.infer<typeof pagerdutyEvent>;

/** The event in `value`, or what PagerDuty would say is wrong with it. */
export function parsePagerdutyEvent(
  value: unknown,
): { readonly event: PagerdutyEvent } | { readonly errors: readonly string[] } {
  const parsed = pagerdutyEvent.safeParse(value);
  if (parsed.success) return { event: parsed.data };
  return {
    errors: parsed.error.issues.map(({ message, path }) =>
      message.startsWith("'") ? message : `'${path.join('.')}' is invalid: ${message}`,
    ),
  };
}
