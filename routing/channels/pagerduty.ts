import type { PagerDutyConfig } from '../alertmanager';
import type { RoutedTeam, RoutingInput, SecretFile, SecretPath } from '../model';
import { attemptTimeout } from './attempt';

// One value for all events: YAML writes it once and refers to it, which keeps many teams below the size of a Secret.
const details = {
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
};

// PagerDuty gets no link without an address.
const links = [
  { text: 'Runbook', href: '{{ template "observatory.runbook" . }}' },
  { text: 'Dashboard', href: '{{ template "observatory.dashboard" . }}' },
  { text: 'Query', href: '{{ template "observatory.query.url" . }}' },
  { text: 'Silence', href: '{{ template "observatory.silence.url" . }}' },
];

export type Urgency = 'high' | 'low';

/**
 * Where the integration key of a team lies: its own for the urgency, its own for both, or the default. With one key for
 * both, the service tells them apart by the event's severity.
 */
export const keyPath = (team: string, urgency: Urgency, given: readonly string[]): SecretPath => {
  const owner = given.some((name) => name === team || name.startsWith(`${team}.`)) ? team : 'default';
  return given.includes(`${owner}.${urgency}`) ? `pagerduty.${owner}.${urgency}` : `pagerduty.${owner}`;
};

/**
 * An event for PagerDuty. Alertmanager derives the deduplication key from the group, so one cause is one incident, and
 * a repetition only refreshes it. An incident is opened and closed: its route must never carry a time interval, or an
 * alert that resolves outside stays open for ever.
 */
export const pagerdutyEvent = (
  team: RoutedTeam,
  { pagerduty }: RoutingInput['ownCredentials'],
  way: 'page' | 'page-low',
  secretFile: SecretFile,
): PagerDutyConfig => ({
  send_resolved: true,
  timeout: attemptTimeout,
  routing_key_file: secretFile(keyPath(team.name, way === 'page' ? 'high' : 'low', pagerduty)),
  // Services map `critical` to high urgency (wakes) and `warning` to low.
  severity: way === 'page' ? 'critical' : 'warning',
  client: 'Alertmanager',
  client_url: '{{ template "observatory.alerts.url" . }}',
  description: '{{ template "pagerduty.description" . }}',
  source: '{{ template "observatory.place" . }}',
  class: '{{ .GroupLabels.alertname }}',
  component: '{{ template "observatory.application" . }}',
  group: '{{ template "observatory.team" . }}',
  details,
  links,
});
