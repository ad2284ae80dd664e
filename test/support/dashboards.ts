import { awsServices } from '../../config/schema/aws';
import { buildDashboards, type DashboardsInput } from '../../dashboards';
import type { DashboardFile } from '../../dashboards/model';

/** A panel as Grafana reads it, as far as tests look. */
export interface PlainPanel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly description?: string;
  readonly datasource?: { readonly uid: string };
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets?: readonly {
    readonly expr: string;
    readonly refId: string;
    readonly legendFormat?: string;
    readonly datasource: { readonly uid: string };
  }[];
  readonly fieldConfig?: {
    readonly defaults: { readonly unit?: string };
    readonly overrides: readonly {
      readonly matcher: { readonly id: string; readonly options: string };
      readonly properties: readonly { readonly id: string; readonly value: unknown }[];
    }[];
  };
}

export const dashboardsInput: DashboardsInput = {
  refreshSeconds: 30,
  urls: {
    grafana: 'https://grafana.example.com',
    prometheus: 'https://prometheus.example.com',
    alertmanager: 'https://alertmanager.example.com',
  },
  environment: 'prod',
  aws: { services: awsServices, costs: true, intervalSeconds: 300 },
  stores: {},
};

export const dashboards: readonly DashboardFile[] = buildDashboards(dashboardsInput);

export const panelsOf = ({ model }: DashboardFile): readonly PlainPanel[] =>
  model['panels'] as readonly PlainPanel[];

/** A query with the dashboard's variables replaced, as Grafana would send it. */
export const withValues = (expr: string): string =>
  expr.replaceAll('$environment', 'prod').replaceAll(/\$(namespace|application|team)/g, '.+');

interface Annotation {
  readonly name: string;
  readonly expr: string;
}

/** What marks moments on every graph of a board. */
export const annotationsOf = ({ model }: DashboardFile): readonly Annotation[] =>
  (model['annotations'] as { readonly list: readonly Annotation[] }).list;

/** Every query of every panel and annotation. */
export const panelQueries = (): { readonly where: string; readonly expr: string }[] =>
  dashboards.flatMap((dashboard) => [
    ...annotationsOf(dashboard).map(({ name, expr }) => ({
      where: `${dashboard.title} / ${name}`,
      expr: withValues(expr),
    })),
    ...panelsOf(dashboard).flatMap(({ title, targets = [] }) =>
      targets.map(({ expr }) => ({ where: `${dashboard.title} / ${title}`, expr: withValues(expr) })),
    ),
  ]);
