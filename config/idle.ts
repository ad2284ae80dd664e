import type { Content } from './content';
import { configKey } from './resolve';
import type { StackConfig } from './schema/stack';

const stated = <T extends object>(part: T, keys: readonly (keyof T & string)[]): string[] =>
  keys.filter((key) => part[key] !== undefined);

/** What says something about a part of the stack that is switched off. It may stand there for later: a warning, no fault. */
const idleKeys = (
  { alerting, access, aws, grafana, synthetics }: StackConfig,
  content: Content,
): string[] => {
  const probed = content.applications.filter(({ probes }) => probes.length > 0).map(({ name }) => name);
  const idle = (switchedOff: string, keys: readonly string[]): string[] =>
    keys.map((key) => `observatory:${key}: has no effect while ${switchedOff} is false`);
  const { email, pagerduty } = alerting;
  const escalating =
    email.enabled || (pagerduty.enabled && pagerduty.managed)
      ? []
      : content.teams.filter(({ escalation }) => escalation !== undefined).map(({ name }) => name);
  return [
    ...(escalating.length === 0
      ? []
      : [
          `escalation of ${escalating.join(', ')} (teams/*.yaml) reaches nobody: it is told by e-mail, and by a managed PagerDuty; set observatory:alerting.email.enabled or observatory:alerting.pagerduty.managed to true`,
        ]),
    ...(alerting.email.enabled
      ? []
      : idle(
          'alerting.email.enabled',
          stated(alerting.email, ['smarthost', 'from', 'username']).map((key) => `alerting.email.${key}`),
        )),
    ...(aws.enabled
      ? []
      : idle(
          'aws.enabled',
          stated(aws, ['region', 'roleArn']).map((key) => `aws.${key}`),
        )),
    ...(grafana.enabled
      ? []
      : idle('grafana.enabled', [
          ...stated(access, ['oidc']).map((key) => `access.${key}`),
          ...stated(access.urls, ['grafana']).map((key) => `access.urls.${key}`),
        ])),
    ...(synthetics.enabled || probed.length === 0
      ? []
      : [
          `observatory:synthetics.enabled is false: nothing requests the probes of ${probed.join(', ')}, and no alert comes of them`,
        ]),
  ];
};

/** Secrets that are given and that nothing reads; paths only. */
const idleSecrets = (given: readonly string[], used: ReadonlySet<string>): string[] =>
  given
    .filter((path) => !used.has(path))
    .sort()
    .map((path) => {
      const key = configKey(['secrets', ...path.split('.')]);
      return `${key}: nothing reads it in this configuration; switch on what it is for, or remove it with: pulumi config rm --path '${key}'`;
    });

/**
 * Everything a stack says without effect.
 *
 * @param given paths of the secrets that the stack holds, e.g. `slack.default`
 * @param alertmanagerSecrets those that Alertmanager's configuration refers to
 */
export const idleWarnings = (
  config: StackConfig,
  content: Content,
  given: readonly string[],
  alertmanagerSecrets: readonly string[],
): string[] => {
  const { alerting, access, grafana } = config;
  const used = new Set([
    ...alertmanagerSecrets,
    ...(alerting.pagerduty.managed ? ['pagerdutyApi.token'] : []),
    ...(grafana.enabled && access.oidc !== undefined ? ['grafana.oidcClientSecret'] : []),
  ]);
  return [...idleKeys(config, content), ...idleSecrets(given, used)];
};
