import type { JsonObject } from '../plan/json';
import type { AlertmanagerApi } from './api/alertmanager';
import type { GrafanaApi } from './api/grafana';
import type { PrometheusApi } from './api/prometheus';

/** What a read of the cluster is about. */
export interface Kind {
  readonly apiVersion: string;
  readonly kind: string;
}

/** One server behind a Service: the name of its pod, or of its URL. */
export interface Instance<Api> {
  readonly name: string;
  readonly api: Api;
}

/** What the checks read. Every method rejects with `Unreadable` when nothing can be known. */
export interface Live {
  /** All objects of a kind, of one namespace or of the whole cluster; none when the cluster does not know the kind. */
  objects(kind: Kind, namespace?: string, labelSelector?: string): Promise<readonly JsonObject[]>;
  /** All replicas that serve. */
  prometheus(): Promise<readonly Instance<PrometheusApi>[]>;
  alertmanager(): Promise<readonly Instance<AlertmanagerApi>[]>;
  grafana(): Promise<readonly Instance<GrafanaApi>[]>;
}

/** `subject`, and of which replica when there are several. */
export const subjectOf = <Api>(
  subject: string,
  { name }: Instance<Api>,
  instances: readonly Instance<Api>[],
): string => (instances.length > 1 ? `${subject} (${name})` : subject);
