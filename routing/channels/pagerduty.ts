import type { PagerDutyConfig } from '../alertmanager';
import type { RoutingInput, SecretFile } from '../model';

type Team = RoutingInput['teams'][number];

/**
 * An event for PagerDuty. Alertmanager derives the deduplication key from the group, so one cause is one incident, and
 * a repetition only refreshes it. An incident is opened and closed: its route must never carry a time interval, or an
 * alert that resolves outside stays open for ever.
 */
export const pagerdutyEvent = (
  team: Team,
  { pagerduty }: RoutingInput['ownCredentials'],
  severity: PagerDutyConfig['severity'],
  secretFile: SecretFile,
): PagerDutyConfig => ({
  send_resolved: true,
  routing_key_file: secretFile(`pagerduty.${pagerduty.includes(team.name) ? team.name : 'default'}`),
  severity,
  client: 'Alertmanager',
  client_url: '{{ template "observatory.alerts.url" . }}',
  description: '{{ template "pagerduty.description" . }}',
  source: '{{ template "observatory.place" . }}',
  class: '{{ .GroupLabels.alertname }}',
  component: '{{ template "observatory.application" . }}',
  group: '{{ template "observatory.team" . }}',
  details: {
    priority: '{{ template "observatory.priority" . }}',
    team: '{{ template "observatory.team" . }}',
    owner: '{{ template "observatory.owner" . }}',
    application: '{{ template "observatory.application" . }}',
    where: '{{ template "observatory.place" . }}',
    description: '{{ template "observatory.description" . }}',
    labels: '{{ template "observatory.labels" . }}',
    // These two replace Alertmanager's own, which are JSON of every label.
    firing: '{{ template "pagerduty.firing" . }}',
    resolved: '{{ template "pagerduty.resolved" . }}',
  },
  // PagerDuty gets no link without an address.
  links: [
    { text: 'Runbook', href: '{{ template "observatory.runbook" . }}' },
    { text: 'Dashboard', href: '{{ template "observatory.dashboard" . }}' },
    { text: 'Query', href: '{{ template "observatory.query.url" . }}' },
    { text: 'Silence', href: '{{ template "observatory.silence.url" . }}' },
  ],
});
