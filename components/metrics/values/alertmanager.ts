import {
  alertmanagerFeatures,
  alertmanagerTemplates,
  monitoredNamespaceLabel,
  secretNames,
} from '../../../config/naming';
import type { StackConfig } from '../../../config/schema/stack';
import { linkUrls } from '../../../config/urls';
import { images } from '../../../config/versions';
import { exposureValues } from '../../exposure';
import { containerResources, priorityPlacement, volumeClaim } from '../../podSettings';

/** Selects nothing: an empty selector would let any tenant inhibit every page, or page everyone. */
const nothing = {
  matchExpressions: [{ key: 'observatory.dev/tenant-alerting', operator: 'In', values: ['never'] }],
};

const tenantSelection = (tenantConfigs: boolean): Record<string, unknown> =>
  tenantConfigs
    ? {
        alertmanagerConfigNamespaceSelector: { matchLabels: monitoredNamespaceLabel },
        // Confines a tenant to alerts that carry its own namespace.
        alertmanagerConfigMatcherStrategy: { type: 'OnNamespace' },
      }
    : { alertmanagerConfigSelector: nothing };

/**
 * `alertmanager.*` of kube-prometheus-stack.
 *
 * @param mountedSecrets Secrets that the configuration's `*_file` fields point into
 */
export const alertmanagerValues = (
  config: StackConfig,
  mountedSecrets: readonly string[],
): Record<string, unknown> => {
  const { alerting, scheduling, access, storage } = config;
  return {
    ...exposureValues(config, 'alertmanager'),
    podDisruptionBudget: {
      enabled: alerting.replicas > 1,
      // A drain leaves most of the replicas: they share silences and the notification log by gossip alone.
      minAvailable: Math.ceil(alerting.replicas / 2),
    },
    alertmanagerSpec: {
      ...priorityPlacement(scheduling),
      ...tenantSelection(alerting.tenantConfigs),
      image: { tag: images.alertmanager.version },
      // Counters say which receiver they count: whether the heartbeat gets through shows in nothing else.
      additionalArgs: [{ name: 'enable-feature', value: alertmanagerFeatures.join(',') }],
      replicas: alerting.replicas,
      podAntiAffinity: alerting.antiAffinity,
      retention: `${String(alerting.retentionHours)}h`,
      externalUrl: linkUrls(access).alertmanager,
      useExistingSecret: true,
      configSecret: secretNames.alertmanagerConfig,
      secrets: [...mountedSecrets],
      configMaps: [alertmanagerTemplates.configMap],
      resources: containerResources(alerting.resources),
      // Without a volume silences are forgotten and everything is notified again after a restart.
      storage: volumeClaim(alerting.volumeSizeGb, storage.className),
    },
  };
};
