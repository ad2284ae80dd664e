import { alertmanagerTemplates } from '../config/naming';
import type { AlertmanagerConfig } from './alertmanager';
import { mailServer } from './channels/email';
import { eventAddress } from './channels/pagerdutyRegion';
import { refuseFaults } from './faults';
import { escalationReceivers } from './escalation';
import { heartbeatReceiver } from './heartbeat';
import { inhibitRules } from './inhibition';
import type { AlertmanagerSetup, RoutingInput, SecretFile, SecretPath } from './model';
import { nobody, teamReceivers } from './receivers';
import { routeTree, timeIntervals } from './routes';
import { refuseDeadEnds } from './deadEnds';
import { messageTemplates } from './templates';

/**
 * Alertmanager's side of a stack: who is told of which alert, by which channel, how soon and in which words.
 *
 * @param secretFile where Alertmanager finds a credential; the configuration names the file, never the value
 * @throws UserError when a priority would reach nobody, or the input contradicts itself
 */
export const buildAlertmanager = (input: RoutingInput, secretFile: SecretFile): AlertmanagerSetup => {
  refuseFaults(input);
  const secrets = new Set<SecretPath>();
  const referTo: SecretFile = (path) => {
    secrets.add(path);
    return secretFile(path);
  };
  const ordered: RoutingInput = {
    ...input,
    teams: [...input.teams].sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
  const intervals = timeIntervals(ordered);
  const config: AlertmanagerConfig = {
    global: { ...mailServer(ordered.email, referTo), ...eventAddress(ordered.pagerduty) },
    templates: [`${alertmanagerTemplates.folder}/*.tmpl`],
    route: routeTree(ordered),
    inhibit_rules: inhibitRules(ordered.maintenance),
    ...(intervals.length === 0 ? {} : { time_intervals: intervals }),
    receivers: [
      ...teamReceivers(ordered, referTo),
      ...escalationReceivers(ordered),
      ...(ordered.heartbeat.enabled ? [heartbeatReceiver(referTo)] : []),
      nobody,
    ],
  };
  refuseDeadEnds(config);
  return { config, templates: messageTemplates(input.urls), secrets: [...secrets].sort() };
};
