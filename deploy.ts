import type * as pulumi from '@pulumi/pulumi';
import { assemble } from './assemble';
import { Alerting } from './components/alerting';
import { Cloudwatch } from './components/cloudwatch';
import { clusterProvider } from './components/cluster';
import { clusterGuard } from './components/cluster/guard';
import { CustomResourceDefinitions } from './components/crds';
import type { MadeSecrets, MissingSecrets } from './components/credentials';
import { Grafana } from './components/grafana';
import { Metrics } from './components/metrics';
import { Monitors } from './components/monitors';
import { Namespaces } from './components/namespaces';
import { PagerDuty, pagerdutyProvider } from './components/pagerduty';
import { aliasing, renames } from './components/renames';
import { Rules } from './components/rules';
import { Synthetics } from './components/synthetics';
import { warnOf } from './components/warnings';
import { cloudwatchTarget } from './config/aws';
import { loadContent } from './config/content';
import type { LoadedStack } from './config/stack';
import { outputsOf, type StackOutputs } from './outputs';

export interface DeployInput extends LoadedStack {
  /** Folder that relative paths of the configuration start from. */
  readonly folder: string;
  /** Secrets that another program gives, by path. */
  readonly given?: MadeSecrets;
  readonly whenMissing: MissingSecrets;
}

/**
 * Everything that a stack deploys, as a table of contents: the program of this repository, and the component that other
 * programs use, differ in where configuration comes from and in the parent alone.
 *
 * @param parent the parent of all components; none in a program of its own
 * @throws UserError with every fault of configuration and content
 */
export const deploy = (
  { config, secrets, folder, given, whenMissing }: DeployInput,
  parent: pulumi.ComponentResourceOptions = {},
): StackOutputs => {
  const base = { ...parent, transformations: [aliasing(renames)] };
  const content = loadContent(config, folder);
  const { alertmanager, rules, dashboards, warnings } = assemble(config, content, secrets);
  warnOf(warnings);

  const charts = { ...config.charts, overrides: config.overrides };
  const cluster = clusterProvider(config.cluster, base);
  const common = { ...base, providers: [cluster] };
  const own = new Namespaces('namespaces', {
    ...common,
    dependsOn: [...clusterGuard(config.cluster, cluster, base)],
  });
  const crds = new CustomResourceDefinitions(
    'crds',
    { mode: config.crds, charts },
    { ...common, dependsOn: [own.stack] },
  );
  const inNamespace = { ...common, dependsOn: [own.stack] };
  const afterCrds = { ...common, dependsOn: [own.stack, ...crds.ready] };

  const { pagerduty } = config.alerting;
  const keys = pagerduty.managed
    ? new PagerDuty(
        'pagerduty',
        {
          cluster: config.cluster.name,
          teams: content.teams,
          secrets,
          alerting: config.alerting,
          protectSchedules: pagerduty.protectSchedules,
        },
        { ...base, providers: [pagerdutyProvider(pagerduty, secrets, whenMissing)] },
      ).integrationKeys
    : [];
  const made: MadeSecrets = new Map([...(given ?? []), ...keys]);
  const alerting = new Alerting('alerting', { setup: alertmanager, secrets, made, whenMissing }, inNamespace);
  const grafana = config.grafana.enabled
    ? new Grafana(
        'grafana',
        {
          dashboards,
          stores: config.grafana,
          singleSignOn: config.access.oidc !== undefined,
          secrets,
          made,
          whenMissing,
        },
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
      ...common,
      dependsOn: [own.stack, own.nodes, ...crds.ready, alerting, ...(grafana === undefined ? [] : [grafana])],
    },
  );
  if (config.synthetics.enabled) new Synthetics('synthetics', { config, charts }, afterCrds);
  const target = cloudwatchTarget(config);
  if (target !== undefined) new Cloudwatch('cloudwatch', { config, target, charts }, afterCrds);
  new Rules('rules', { packed: rules }, afterCrds);
  new Monitors(
    'monitors',
    { applications: content.applications, metrics: config.metrics, synthetics: config.synthetics },
    afterCrds,
  );

  return outputsOf(config);
};
