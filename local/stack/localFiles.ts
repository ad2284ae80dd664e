import { stringify } from 'yaml';
import { alertmanagerTemplates, inClusterUrl, namespaces, services } from '../../config/naming';
import type { JsonObject } from '../../plan/json';
import { heartbeatName } from '../../routing/heartbeat';
import { LOOPBACK } from '../loopback';
import { alertmanagerLabels } from './chartObjects';
import { swapDiscovery } from './discovery';
import type { Generated } from './generated';
import { strings } from './json';
import { localise } from './prometheusFile';
import { pagerdutyServices, redirectReceivers, type InboxAddresses } from './receivers';
import type { LocalWorkload } from './workload';

/** Where everything of a run listens. */
export interface LocalAddresses {
  readonly workloads: readonly LocalWorkload[];
  /** One per replica. */
  readonly alertmanagerPorts: readonly number[];
  /** host:port of the stand-in for the blackbox exporter. */
  readonly prober: string;
  readonly inboxes: InboxAddresses;
}

export interface LocalFiles {
  /** Absolute path → content. */
  readonly files: ReadonlyMap<string, string>;
  readonly prometheus: string;
  readonly alertmanager: string;
  /** PagerDuty integration key → name of its service. */
  readonly pagerdutyServices: ReadonlyMap<string, string>;
  /** Integrations without a stand-in, which were removed. */
  readonly removed: readonly string[];
}

/**
 * The files that Prometheus and Alertmanager of this machine read. Only service discovery, addresses and credentials
 * differ from what a cluster would read.
 */
export function localFiles(generated: Generated, addresses: LocalAddresses, folder: string): LocalFiles {
  const prometheus = `${folder}/prometheus.yaml`;
  const alertmanager = `${folder}/alertmanager.yaml`;
  const workloads = [...addresses.workloads, ...addresses.alertmanagerPorts.map(alertmanagerWorkload)];
  const swapped = swapDiscovery(generated.prometheus, workloads, `${folder}/discovery`);
  const redirected = redirectReceivers(
    withTemplates(generated.alertmanager, `${folder}/templates`),
    addresses.inboxes,
    heartbeatName,
    `${folder}/credentials`,
  );
  const places = {
    rulesFolder: `${folder}/rules`,
    addresses: new Map([[new URL(inClusterUrl(services.blackbox)).host, addresses.prober]]),
  };
  const files = new Map<string, string>([
    [prometheus, toYaml(localise(swapped.config, places))],
    [alertmanager, toYaml(redirected.config)],
    ...Object.entries(generated.rules).map(
      ([name, rules]) => [`${folder}/rules/${name}`, toYaml(rules)] as const,
    ),
    ...Object.entries(generated.templates).map(
      ([name, text]) => [`${folder}/templates/${name}`, text] as const,
    ),
    ...[...swapped.files].map(([file, groups]) => [file, JSON.stringify(groups, null, 2)] as const),
    ...redirected.files,
  ]);
  return {
    files,
    prometheus,
    alertmanager,
    pagerdutyServices: pagerdutyServices(redirected.files),
    removed: redirected.removed,
  };
}

/** Alertmanager as the operator's Service shows it to Prometheus' discovery. */
const alertmanagerWorkload = (port: number, replica: number): LocalWorkload => ({
  namespace: namespaces.stack,
  service: { name: services.alertmanager.name, labels: alertmanagerLabels },
  pod: {
    name: `${services.alertmanager.name}-${String(replica)}`,
    labels: {},
    container: 'alertmanager',
    controller: { kind: 'StatefulSet', name: services.alertmanager.name },
  },
  portName: 'http-web',
  host: LOOPBACK,
  port,
});

const withTemplates = (config: JsonObject, folder: string): JsonObject => ({
  ...config,
  templates: strings(config['templates']).map((file) => file.replace(alertmanagerTemplates.folder, folder)),
});

/** As YAML 1.1, which Go programs read: `on` gets its quotes. */
const toYaml = (value: JsonObject): string => stringify(value, { version: '1.1', lineWidth: 0 });
