import { inClusterUrl, namespaces, secretNames, services } from './config/naming';
import type { StackConfig } from './config/schema/stack';
import { linkUrls } from './config/urls';

/** Addresses of the three interfaces. */
export interface InterfaceUrls {
  /** Metrics and rules. */
  prometheus: string;
  /** Alerts and silences. */
  alertmanager: string;
  /** Dashboards. */
  grafana: string;
}

/** Secrets of the stack namespace; names only, never what they hold. */
export interface SecretNames {
  /** The generated login of Grafana: keys admin-user and admin-password. */
  grafanaAdmin: string;
  /** Alertmanager's configuration, without credentials. */
  alertmanagerConfiguration: string;
  /** Credentials of the channels that the stack configuration gives as values. */
  alertmanagerCredentials: string;
}

/** What a stack tells other programs; docs/outputs.md says how to read it. */
export interface StackOutputs {
  /** Addresses for people: external ones, else those inside the cluster. */
  urls: InterfaceUrls;
  /** Addresses for programs in the cluster, without a login in front of them. */
  inClusterUrls: InterfaceUrls;
  /** Label `cluster` of every series and alert. */
  cluster: string;
  /** Namespace of everything but node-exporter. */
  namespace: string;
  /** Namespace of node-exporter. */
  nodeNamespace: string;
  secretNames: SecretNames;
  /** As secretNames.grafanaAdmin. */
  grafanaAdminSecret: string;
}

/** The outputs of a stack: names and addresses alone, all known before anything is deployed. */
export const outputsOf = ({ access, cluster }: Pick<StackConfig, 'access' | 'cluster'>): StackOutputs => ({
  urls: linkUrls(access),
  inClusterUrls: {
    prometheus: inClusterUrl(services.prometheus),
    alertmanager: inClusterUrl(services.alertmanager),
    grafana: inClusterUrl(services.grafana),
  },
  cluster: cluster.name,
  namespace: namespaces.stack,
  nodeNamespace: namespaces.nodes,
  secretNames: {
    grafanaAdmin: secretNames.grafanaAdmin,
    alertmanagerConfiguration: secretNames.alertmanagerConfig,
    alertmanagerCredentials: secretNames.alertmanagerCredentials,
  },
  grafanaAdminSecret: secretNames.grafanaAdmin,
});
