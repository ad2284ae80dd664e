import { dataSources } from '../../config/naming';
import type { LogStore, TraceStore } from '../../config/schema/dataSource';

/** Stores beside Prometheus and Alertmanager, whose data sources the chart provisions. */
export interface Stores {
  readonly logs?: LogStore | undefined;
  readonly traces?: TraceStore | undefined;
}

const common = { access: 'proxy', isDefault: false, editable: false } as const;

const logSource = (logs: LogStore): Record<string, unknown> => ({
  ...common,
  name: 'Logs',
  type: logs.kind,
  uid: dataSources.logs,
  url: logs.url,
  jsonData:
    logs.kind === 'elasticsearch'
      ? { index: logs.index, timeField: '@timestamp', logMessageField: 'message', logLevelField: 'level' }
      : {},
});

const traceSource = ({ kind, url }: TraceStore): Record<string, unknown> => ({
  ...common,
  name: 'Traces',
  type: kind,
  uid: dataSources.traces,
  url,
});

/** A provisioning file of Grafana; undefined without stores. */
export const dataSourceFile = ({ logs, traces }: Stores): Record<string, unknown> | undefined => {
  const sources = [
    ...(logs === undefined ? [] : [logSource(logs)]),
    ...(traces === undefined ? [] : [traceSource(traces)]),
  ];
  return sources.length === 0 ? undefined : { apiVersion: 1, datasources: sources };
};
