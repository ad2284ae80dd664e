import type { DashboardLink, Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { dataSources, seriesLabels } from '../../config/naming';
import type { LogStore, TraceStore } from '../../config/schema/dataSource';
import { link } from './link';

/** Stores that panels lead into, and where Grafana is. */
export interface ExploreInput {
  readonly grafana: string;
  readonly logs?: LogStore | undefined;
  readonly traces?: TraceStore | undefined;
}

/** The application of the series that was clicked on; Grafana fills it in. */
const application = `\${__field.labels.${seriesLabels.application}}`;

const logQuery = (logs: LogStore): Record<string, unknown> =>
  logs.kind === 'loki'
    ? { expr: `{${logs.serviceLabel}="${application}"}`, queryType: 'range' }
    : { query: `${logs.serviceField}:"${application}"`, metrics: [{ id: '1', type: 'logs' }] };

const traceQuery = ({ kind }: TraceStore): Record<string, unknown> =>
  kind === 'jaeger'
    ? { queryType: 'search', service: application }
    : { queryType: 'traceql', query: `{resource.service.name="${application}"}` };

/** Explore with one query, over the time that the board shows. */
const explore = (
  grafana: string,
  title: string,
  type: string,
  uid: string,
  query: Record<string, unknown>,
): DashboardLink => {
  const pane = {
    datasource: uid,
    queries: [{ refId: 'A', datasource: { type, uid }, ...query }],
    range: { from: '${__from}', to: '${__to}' },
  };
  // What Grafana fills in must stay readable for it.
  const panes = encodeURIComponent(JSON.stringify({ a: pane })).replaceAll(
    /%24%7B([\w.]+)%7D/g,
    (_, name: string) => `\${${name}}`,
  );
  return link(title, `${grafana}/explore?schemaVersion=1&panes=${panes}`);
};

/** From a series of an application to its logs and traces of the same time, where there are stores. */
const linksOf = ({ grafana, logs, traces }: ExploreInput): DashboardLink[] => [
  ...(logs === undefined ? [] : [explore(grafana, 'Logs', logs.kind, dataSources.logs, logQuery(logs))]),
  ...(traces === undefined
    ? []
    : [explore(grafana, 'Traces', traces.kind, dataSources.traces, traceQuery(traces))]),
];

const isOfApplications = ({ targets = [] }: Panel): boolean =>
  (targets as { legendFormat?: string }[]).some(({ legendFormat = '' }) =>
    legendFormat.includes(`{{${seriesLabels.application}}}`),
  );

/** The panel, with links on its series where they are of applications. */
export const withExplore = (panel: Panel, input: ExploreInput): Panel => {
  const links = linksOf(input);
  if (links.length === 0 || !isOfApplications(panel)) return panel;
  const { defaults = {}, overrides = [] } = panel.fieldConfig ?? {};
  return { ...panel, fieldConfig: { defaults: { ...defaults, links }, overrides } };
};
