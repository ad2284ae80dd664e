import { anyObject, dayOneName, inClear, outside, reliedUpon, setBy, type OwnedValues } from './model';

const login = inClear('use the generated login of the Secret grafana-admin');
const open = 'would let anybody in without a login; remove it, and give people access.oidc instead';
const single = reliedUpon('its database is a file on one volume, which one pod writes');
const scope = reliedUpon('the sidecar may read ConfigMaps of its own namespace, and nothing else');
const sources = reliedUpon('dashboards find their data source by it');
const folders = reliedUpon('dashboards are found and put into folders by it');
const oidc = setBy('access.oidc');

/** `grafana.*` of kube-prometheus-stack. */
export const grafana: OwnedValues = {
  enabled: setBy('grafana.enabled'),
  fullnameOverride: dayOneName,
  nameOverride: dayOneName,
  namespaceOverride: dayOneName,
  admin: login,
  adminUser: login,
  replicas: single,
  autoscaling: { enabled: single },
  useStatefulSet: dayOneName,
  extraObjects: anyObject,
  envRenderSecret: inClear('make a Secret, and name it in envFromSecret'),
  assertNoLeakedSecrets: reliedUpon('it is what refuses a password in grafana.ini'),
  ldap: { config: inClear('make a Secret, and name it in ldap.existingSecret') },
  env: {
    GF_SECURITY_ADMIN_USER: login,
    GF_SECURITY_ADMIN_PASSWORD: login,
    GF_AUTH_ANONYMOUS_ENABLED: open,
    GF_AUTH_GENERIC_OAUTH_CLIENT_SECRET: setBy('secrets.grafana.oidcClientSecret'),
    GF_SERVER_ROOT_URL: setBy('access.urls.grafana'),
  },
  adminPassword: login,
  ingress: setBy('access.exposure'),
  route: setBy('access.exposure'),
  service: outside('port'),
  persistence: setBy('grafana.volumeSizeGb', 'storage.className'),
  deploymentStrategy: reliedUpon('its volume is mounted once, and a rolling update would wait for ever'),
  resources: setBy('grafana.resources'),
  rbac: reliedUpon('the Role of the chart reads every Secret'),
  extraSecretMounts: reliedUpon(
    'a list is replaced whole, and the client secret of single sign-on is in this one',
  ),
  'grafana.ini': {
    server: { root_url: setBy('access.urls.grafana') },
    security: {
      admin_user: login,
      admin_password: login,
      cookie_secure: reliedUpon('it follows from the URL of Grafana'),
    },
    'auth.anonymous': {
      enabled: open,
    },
    'auth.generic_oauth': {
      enabled: oidc,
      name: oidc,
      auth_url: oidc,
      token_url: oidc,
      api_url: oidc,
      client_id: oidc,
      client_secret: setBy('secrets.grafana.oidcClientSecret'),
      scopes: oidc,
      role_attribute_path: oidc,
    },
  },
  sidecar: {
    dashboards: {
      enabled: folders,
      resource: scope,
      searchNamespace: scope,
      label: folders,
      labelValue: folders,
      folderAnnotation: folders,
      provider: { foldersFromFilesStructure: folders, allowUiUpdates: folders },
    },
    datasources: {
      enabled: sources,
      resource: scope,
      searchNamespace: scope,
      label: sources,
      labelValue: sources,
      uid: sources,
      alertmanager: { enabled: sources, uid: sources },
    },
  },
};
