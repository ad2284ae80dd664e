import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { RoutingInput } from './model';

/** Go templates, kept as files: they are content in another language. */
const files = ['observatory.tmpl', 'slack.tmpl', 'pagerduty.tmpl', 'email.tmpl'] as const;

/** What the templates need to know of the stack and cannot take from the alert. */
const links = (urls: RoutingInput['urls']): string =>
  `{{ define "observatory.grafana" }}${urls.grafana}{{ end }}\n`;

/** The words of every message: file name → Go template text. */
export const messageTemplates = (urls: RoutingInput['urls']): Readonly<Record<string, string>> => ({
  'links.tmpl': links(urls),
  ...Object.fromEntries(
    files.map((file) => [file, readFileSync(path.join(__dirname, 'templates', file), 'utf8')]),
  ),
});
