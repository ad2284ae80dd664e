import { readFileSync } from 'node:fs';
import path from 'node:path';
import { alertLabels } from '../config/naming';
import { priorities, type Priority } from '../rules/model';
import type { RoutingInput } from './model';
import { contracts, unclassified } from './priorities';

/** Go templates, kept as files: they are content in another language. */
const files = ['observatory.tmpl', 'slack.tmpl', 'pagerduty.tmpl', 'email.tmpl'] as const;

/** What the templates need to know of the stack and cannot take from the alert. */
const links = (urls: RoutingInput['urls']): string =>
  `{{ define "observatory.grafana" }}${urls.grafana}{{ end }}\n`;

/**
 * A definition that says one of four texts, by what the contract makes of an alert. All alerts of a group are of one
 * priority, because the routes part them by it; a digest is P4 whatever a tenant's alert says of itself.
 */
const byPriority = (name: string, texts: Readonly<Record<Priority, string>>): string => {
  const isOneOf = (label: string, values: readonly string[]): string =>
    `match "^(${values.join('|')})$" (or .Labels.${label} "")`;
  const stated = priorities.map(
    (priority) => `if ${isOneOf(alertLabels.priority, [priority])} }}${texts[priority]}{{ else `,
  );
  const derived = priorities
    .filter((priority) => contracts[priority].severities.length > 0)
    .map(
      (priority) =>
        `if and (not .Labels.${alertLabels.priority}) (${isOneOf(alertLabels.severity, contracts[priority].severities)}) }}${texts[priority]}{{ else `,
    );
  const chain = [...stated, ...derived].join('').replace(/ else $/, ' else }}');
  const ofAlert = `{{ with index .Alerts 0 }}{{ ${chain}${texts[unclassified]}{{ end }}{{ end }}`;
  return `{{ define "${name}" }}{{ if match "-digest$" .Receiver }}${texts.P4}{{ else }}${ofAlert}{{ end }}{{ end }}\n`;
};

const generated = [
  byPriority('observatory.priority', { P1: 'P1', P2: 'P2', P3: 'P3', P4: 'P4' }),
  byPriority('slack.colour.firing', { P1: 'danger', P2: 'warning', P3: 'warning', P4: '#8c8c8c' }),
  byPriority('email.colour.firing', { P1: '#b91c1c', P2: '#b45309', P3: '#b45309', P4: '#5f6b7a' }),
].join('');

/** The words of every message: file name → Go template text. */
export const messageTemplates = (urls: RoutingInput['urls']): Readonly<Record<string, string>> => ({
  'links.tmpl': links(urls),
  'priorities.tmpl': generated,
  ...Object.fromEntries(
    files.map((file) => [file, readFileSync(path.join(__dirname, 'templates', file), 'utf8')]),
  ),
});
