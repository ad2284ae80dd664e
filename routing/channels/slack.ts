import type { SlackConfig } from '../alertmanager';
import type { RoutedTeam, RoutingInput, SecretFile } from '../model';
import { attemptTimeout } from './attempt';

const field = (title: string, value: string): NonNullable<SlackConfig['fields']>[number] => ({
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

// One value for all messages: YAML writes it once and refers to it, which keeps many teams below the size of a Secret.
const fields = [
  field('Priority', '{{ template "observatory.priority" . }}'),
  field('Team', '{{ template "observatory.team" . }}'),
  field('Application', '{{ template "slack.application" . }}'),
  field('Where', '{{ template "slack.place" . }}'),
];
const actions = [button('runbook'), button('dashboard'), button('query'), button('silence')];
const digestActions = [button('alerts')];

/** A message in the team's channel. A digest names several alerts, so it links to each in its text instead. */
export const slackMessage = (
  team: RoutedTeam,
  { slack }: RoutingInput['ownCredentials'],
  digest: boolean,
  secretFile: SecretFile,
): SlackConfig => {
  const kind = digest ? 'slack.digest' : 'slack';
  return {
    send_resolved: true,
    timeout: attemptTimeout,
    api_url_file: secretFile(`slack.${slack.includes(team.name) ? team.name : 'default'}`),
    channel: team.slackChannel,
    color: '{{ template "slack.colour" . }}',
    title: `{{ template "${kind}.title" . }}`,
    title_link: '{{ template "observatory.alerts.url" . }}',
    fallback: `{{ template "${kind}.title" . }}`,
    text: `{{ template "${kind}.text" . }}`,
    ...(digest ? {} : { fields }),
    actions: digest ? digestActions : actions,
  };
};
