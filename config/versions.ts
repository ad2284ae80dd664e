/**
 * Every version that is deployed, in one table. Renovate bumps it: the comment above an entry says where newer ones are
 * published (renovate.json); after a chart bump `npm run charts:refresh` writes what is known of the new one.
 */
export interface ChartVersion {
  /** Classic Helm repository. The same chart is published under `oci` too, which is what we install. */
  readonly repository: string;
  /** OCI address without the tag. An `observatory:charts.mirror` replaces everything before the chart's name. */
  readonly oci: string;
  readonly version: string;
}

const prometheusCommunity = {
  repository: 'https://prometheus-community.github.io/helm-charts',
  ociPrefix: 'oci://ghcr.io/prometheus-community/charts',
};

const fromPrometheusCommunity = (chart: string, version: string): ChartVersion => ({
  repository: prometheusCommunity.repository,
  oci: `${prometheusCommunity.ociPrefix}/${chart}`,
  version,
});

export const charts = {
  // renovate: datasource=helm depName=kube-prometheus-stack registryUrl=https://prometheus-community.github.io/helm-charts
  'kube-prometheus-stack': fromPrometheusCommunity('kube-prometheus-stack', '88.5.3'),
  // Same appVersion as kube-prometheus-stack, always: its CRDs are what that operator understands.
  // renovate: datasource=helm depName=prometheus-operator-crds registryUrl=https://prometheus-community.github.io/helm-charts
  'prometheus-operator-crds': fromPrometheusCommunity('prometheus-operator-crds', '31.0.1'),
  // renovate: datasource=helm depName=prometheus-blackbox-exporter registryUrl=https://prometheus-community.github.io/helm-charts
  'prometheus-blackbox-exporter': fromPrometheusCommunity('prometheus-blackbox-exporter', '11.17.2'),
  // renovate: datasource=helm depName=prometheus-yet-another-cloudwatch-exporter registryUrl=https://prometheus-community.github.io/helm-charts
  'prometheus-yet-another-cloudwatch-exporter': fromPrometheusCommunity(
    'prometheus-yet-another-cloudwatch-exporter',
    '0.47.0',
  ),
} as const satisfies Record<string, ChartVersion>;

export type ChartName = keyof typeof charts;
export const chartNames = Object.keys(charts) as readonly ChartName[];

/** Images whose tag we set ourselves instead of taking the chart's. */
export const images = {
  // The chart's default. Named here because tools/prometheus must build the same version.
  // renovate: datasource=docker depName=quay.io/prometheus/prometheus
  prometheus: { version: 'v3.14.0-distroless' },
  // The chart brings v0.34.0; 0.34.2 is what the routing tests run (tools/alertmanager), so it is what we deploy.
  // renovate: datasource=docker depName=quay.io/prometheus/alertmanager
  alertmanager: { version: 'v0.34.2' },
} as const;
