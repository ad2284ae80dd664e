import type { SlackConfig } from '../alertmanager';
import type { RoutingInput, SecretFile } from '../model';

type Team = RoutingInput['teams'][number];

const field = (title: string, value: string): SlackConfig['fields'][number] => ({
  title,
  value,
  short: true,
});

/** A link as a button. Slack drops or refuses buttons without address, so every one has text and address always. */
const button = (noun: string): SlackConfig['actions'][number] => ({
  type: 'button',
  text: `{{ template "observatory.${noun}.text" . }}`,
  url: `{{ template "observatory.${noun}.url" . }}`,
});

/** A message in the team's channel. A digest names several alerts, so it links to each in its text instead. */
export const slackMessage = (
  team: Team,
  { slack }: RoutingInput['ownCredentials'],
  digest: boolean,
  secretFile: SecretFile,
): SlackConfig => ({
  send_resolved: true,
  api_url_file: secretFile(`slack.${slack.includes(team.name) ? team.name : 'default'}`),
  channel: team.slackChannel,
  color: '{{ template "slack.colour" . }}',
  title: digest ? '{{ template "slack.digest.title" . }}' : '{{ template "slack.title" . }}',
  title_link: '{{ template "observatory.alerts.url" . }}',
  fallback: digest ? '{{ template "slack.digest.title" . }}' : '{{ template "slack.title" . }}',
  text: digest ? '{{ template "slack.digest.text" . }}' : '{{ template "slack.text" . }}',
  fields: digest
    ? []
    : [
        field('Priority', '{{ template "observatory.priority" . }}'),
        field('Team', '{{ template "observatory.team" . }}'),
        field('Application', '{{ template "slack.application" . }}'),
        field('Where', '{{ template "slack.place" . }}'),
      ],
  actions: digest
    ? [button('alerts')]
    : [button('runbook'), button('dashboard'), button('query'), button('silence')],
});
