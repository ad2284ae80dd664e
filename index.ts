import { assemble } from './assemble';
import { Alerting } from './components/alerting';
import { clusterProvider } from './components/cluster';
import { CustomResourceDefinitions } from './components/crds';
import type { MissingSecrets } from './components/credentials';
import { Grafana } from './components/grafana';
import { Metrics } from './components/metrics';
import { Monitors } from './components/monitors';
import { Namespaces } from './components/namespaces';
import { PagerDuty, pagerdutyProvider } from './components/pagerduty';
import { Rules } from './components/rules';
import { asRunError } from './components/runError';
import { Synthetics } from './components/synthetics';
import { warnOf } from './components/warnings';
import { loadContent } from './config/content';
import { loadStack } from './config/load';
import { namespaces, secretNames } from './config/naming';
import { linkUrls } from './config/urls';

/** Set by `npm run plan` alone: a plan shows where a missing secret would be, everything else fails. */
const whenMissing: MissingSecrets =
  process.env['OBSERVATORY_MISSING_SECRETS'] === 'placeholder' ? 'placeholder' : 'fail';

const deploy = () => {
  const { config, secrets } = loadStack();
  const content = loadContent(config, __dirname);
  const { alertmanager, rules, dashboards, warnings } = assemble(config, content, secrets);
  warnOf(warnings);

  const charts = { ...config.charts, overrides: config.overrides };
  const providers = [clusterProvider(config.cluster)];
  const own = new Namespaces('namespaces', { providers });
  const crds = new CustomResourceDefinitions(
    'crds',
    { mode: config.crds, charts },
    { providers, dependsOn: [own.stack] },
  );
  const inNamespace = { providers, dependsOn: [own.stack] };
  const afterCrds = { providers, dependsOn: [own.stack, ...crds.ready] };

  const { pagerduty } = config.alerting;
  const made = pagerduty.managed
    ? new PagerDuty(
        'pagerduty',
        {
          cluster: config.cluster.name,
          teams: content.teams,
          secrets,
          alerting: config.alerting,
          protectSchedules: pagerduty.protectSchedules,
        },
        { providers: [pagerdutyProvider(pagerduty, secrets, whenMissing)] },
      ).integrationKeys
    : undefined;
  const alerting = new Alerting('alerting', { setup: alertmanager, secrets, made, whenMissing }, inNamespace);
  const grafana = config.grafana.enabled
    ? new Grafana(
        'grafana',
        { dashboards, singleSignOn: config.access.oidc !== undefined, secrets, whenMissing },
        inNamespace,
      )
    : undefined;
  new Metrics(
    'metrics',
    {
      config,
      charts,
      alertmanagerSecrets: alerting.credentials.secretNames,
      grafanaOidcSecret: grafana?.oidcSecret,
    },
    {
      providers,
      dependsOn: [own.stack, own.nodes, ...crds.ready, alerting, ...(grafana === undefined ? [] : [grafana])],
    },
  );
  if (config.synthetics.enabled) new Synthetics('synthetics', { config, charts }, afterCrds);
  new Rules('rules', { packed: rules }, afterCrds);
  new Monitors(
    'monitors',
    { applications: content.applications, metrics: config.metrics, synthetics: config.synthetics },
    afterCrds,
  );

  return {
    urls: linkUrls(config.access),
    namespace: namespaces.stack,
    grafanaAdminSecret: secretNames.grafanaAdmin,
  };
};

const outputs = asRunError(deploy);

/** Where the interfaces are: external URLs, or the addresses inside the cluster. */
export const urls = outputs.urls;
/** Namespace of the stack. */
export const namespace = outputs.namespace;
/** Secret with the generated administrator login of Grafana. */
export const grafanaAdminSecret = outputs.grafanaAdminSecret;
