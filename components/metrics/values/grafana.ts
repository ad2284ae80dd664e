import {
  dataSources,
  grafanaFolderAnnotation,
  grafanaSidecarRole,
  namespaces,
  secretNames,
} from '../../../config/naming';
import type { StackConfig } from '../../../config/schema/stack';
import { linkUrls } from '../../../config/urls';
import { exposureValues } from '../../exposure';
import { containerResources, placement } from '../../podSettings';
import type { CredentialRef } from '../../../config/credentialRef';

/** Folder in the Grafana container that the client secret is mounted at. */
const oidcFolder = '/etc/secrets/oidc';

const persistence = ({ grafana, storage }: StackConfig): Record<string, unknown> =>
  grafana.volumeSizeGb === 0
    ? { persistence: { enabled: false } }
    : {
        persistence: {
          enabled: true,
          size: `${String(grafana.volumeSizeGb)}Gi`,
          annotations: { 'helm.sh/resource-policy': 'keep' },
          ...(storage.className === undefined ? {} : { storageClassName: storage.className }),
        },
        // The volume can be mounted once: a rolling update would wait for itself for ever.
        deploymentStrategy: { type: 'Recreate' },
      };

const singleSignOn = (
  oidc: StackConfig['access']['oidc'],
  clientSecret: CredentialRef | undefined,
): { readonly ini: Record<string, unknown>; readonly values: Record<string, unknown> } =>
  oidc === undefined || clientSecret === undefined
    ? { ini: {}, values: {} }
    : {
        ini: {
          'auth.generic_oauth': {
            enabled: true,
            name: oidc.name,
            auth_url: oidc.authUrl,
            token_url: oidc.tokenUrl,
            api_url: oidc.apiUrl,
            client_id: oidc.clientId,
            client_secret: `$__file{${oidcFolder}/${clientSecret.key}}`,
            scopes: oidc.scopes,
            role_attribute_path: oidc.roleAttributePath,
            use_pkce: true,
          },
        },
        values: {
          extraSecretMounts: [
            { name: 'oidc', secretName: clientSecret.secretName, mountPath: oidcFolder, readOnly: true },
          ],
        },
      };

/**
 * `grafana.*` of kube-prometheus-stack.
 *
 * @param oidcSecret where the OAuth client secret lies, with single sign-on
 */
export const grafanaValues = (
  config: StackConfig,
  oidcSecret: CredentialRef | undefined,
): Record<string, unknown> => {
  const { grafana, scheduling, access } = config;
  if (!grafana.enabled) return { enabled: false };
  const url = linkUrls(access).grafana;
  const sso = singleSignOn(access.oidc, oidcSecret);
  const sidecar = { resource: 'configmap', searchNamespace: namespaces.stack };
  return {
    ...exposureValues(config, 'grafana'),
    ...persistence(config),
    ...placement(scheduling),
    ...sso.values,
    admin: { existingSecret: secretNames.grafanaAdmin },
    resources: containerResources(grafana.resources),
    // Runs as root, which the restricted namespace refuses; fsGroup does its work.
    initChownData: { enabled: false },
    // Its Role and the cluster-wide one of the chart read every Secret: ours reads ConfigMaps.
    rbac: { namespaced: true, useExistingRole: grafanaSidecarRole },
    // The chart's test pod never runs under Pulumi.
    testFramework: { enabled: false },
    'grafana.ini': {
      server: { root_url: url },
      analytics: { reporting_enabled: false, check_for_updates: false, check_for_plugin_updates: false },
      security: { cookie_secure: url.startsWith('https://') },
      ...sso.ini,
    },
    sidecar: {
      // Of each of the two; the chart sets none.
      resources: containerResources({ cpuRequestMilli: 10, memoryRequestMb: 96, memoryLimitMb: 256 }),
      dashboards: {
        ...sidecar,
        folderAnnotation: grafanaFolderAnnotation,
        // The chart's own dashboards.
        annotations: { [grafanaFolderAnnotation]: 'Kubernetes' },
        provider: { foldersFromFilesStructure: true, allowUiUpdates: false },
      },
      datasources: {
        ...sidecar,
        uid: dataSources.prometheus,
        alertmanager: { uid: dataSources.alertmanager },
      },
    },
  };
};
