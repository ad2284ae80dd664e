import type { KubeConfig } from '@kubernetes/client-node';
import { namespaces, releases, secretNames } from '../../config/naming';
import { isArray, isObject, textOf, valueAt, type JsonObject } from '../../plan/json';
import { AlertmanagerApi } from '../api/alertmanager';
import { GrafanaApi } from '../api/grafana';
import { PrometheusApi } from '../api/prometheus';
import type { HttpSource } from '../api/http';
import type { Instance, Kind, Live } from '../live';
import { Unreadable } from '../model';
import { Forwards } from './forward';
import { Kubernetes } from './kubernetes';

/** URLs instead of port-forwards. */
export interface GivenUrls {
  readonly prometheus?: string;
  readonly alertmanager?: string;
  readonly grafana?: string;
}

interface Server {
  readonly name: string;
  readonly selector: string;
  /** Port of the container. */
  readonly port: number;
}

/** Labels that the operator and the chart give their pods. */
const servers: Readonly<Record<keyof GivenUrls, Server>> = {
  prometheus: { name: 'Prometheus', selector: `operator.prometheus.io/name=${releases.stack}`, port: 9090 },
  alertmanager: { name: 'Alertmanager', selector: `alertmanager=${releases.stack}`, port: 9093 },
  grafana: {
    name: 'Grafana',
    selector: `app.kubernetes.io/name=grafana,app.kubernetes.io/instance=${releases.stack}`,
    port: 3000,
  },
};

const pods: Kind = { apiVersion: 'v1', kind: 'Pod' };

/** A cluster at one moment: whatever two checks ask for is read once. `next` looks again. */
export class LiveCluster implements Live {
  readonly #kubernetes: Kubernetes;
  readonly #found = new Map<string, Promise<readonly Instance<HttpSource>[]>>();

  private constructor(
    private readonly reader: () => Kubernetes,
    private readonly forwards: Forwards,
    private readonly urls: GivenUrls,
    /** Open port-forwards, `pod:port` → URL. */
    private readonly opened: Map<string, Promise<string>>,
  ) {
    this.#kubernetes = reader();
  }

  static async of(config: KubeConfig, urls: GivenUrls): Promise<LiveCluster> {
    const { KubernetesObjectApi } = await import('@kubernetes/client-node');
    const context = config.getCurrentContext();
    const reader = () => new Kubernetes(KubernetesObjectApi.makeApiClient(config), context);
    return new LiveCluster(reader, new Forwards(config), urls, new Map());
  }

  /** The same cluster, looked at anew. */
  next(): LiveCluster {
    return new LiveCluster(this.reader, this.forwards, this.urls, this.opened);
  }

  close(): Promise<void> {
    return this.forwards.close();
  }

  objects(kind: Kind, namespace?: string, labelSelector?: string): Promise<readonly JsonObject[]> {
    return this.#kubernetes.list(kind, namespace, labelSelector);
  }

  async prometheus(): Promise<readonly Instance<PrometheusApi>[]> {
    const found = await this.#instances('prometheus');
    return found.map(({ name, api }) => ({ name, api: new PrometheusApi(api) }));
  }

  async alertmanager(): Promise<readonly Instance<AlertmanagerApi>[]> {
    const found = await this.#instances('alertmanager');
    return found.map(({ name, api }) => ({ name, api: new AlertmanagerApi(api) }));
  }

  async grafana(): Promise<readonly Instance<GrafanaApi>[]> {
    const [found, authorization] = await Promise.all([this.#instances('grafana'), this.#grafanaLogin()]);
    return found.map(({ name, api }) => ({
      name,
      api: new GrafanaApi({ ...api, headers: { authorization } }),
    }));
  }

  /** The generated administrator login, as HTTP wants it. It stays in memory. */
  async #grafanaLogin(): Promise<string> {
    const secrets = await this.objects({ apiVersion: 'v1', kind: 'Secret' }, namespaces.stack);
    const secret = secrets.find((one) => valueAt(one, ['metadata', 'name']) === secretNames.grafanaAdmin);
    const read = (key: string): string =>
      Buffer.from(textOf(valueAt(secret, ['data', key])), 'base64').toString('utf8');
    const login = `${read('admin-user')}:${read('admin-password')}`;
    return `Basic ${Buffer.from(login).toString('base64')}`;
  }

  #instances(which: keyof GivenUrls): Promise<readonly Instance<HttpSource>[]> {
    const found = this.#found.get(which) ?? this.#find(servers[which], this.urls[which]);
    this.#found.set(which, found);
    return found;
  }

  async #find(
    { name, selector, port }: Server,
    url: string | undefined,
  ): Promise<readonly Instance<HttpSource>[]> {
    if (url !== undefined) return [{ name: url, api: { name, url: url.replace(/\/+$/, '') } }];
    const serving = (await this.objects(pods, namespaces.stack, selector)).filter(isReady);
    if (serving.length === 0) {
      throw new Unreadable(
        `no pod of ${name} is ready`,
        `kubectl -n ${namespaces.stack} get pods -l ${selector}`,
      );
    }
    return Promise.all(
      serving.map(async (object) => {
        const pod = textOf(valueAt(object, ['metadata', 'name']));
        const key = `${pod}:${String(port)}`;
        const opening =
          this.opened.get(key) ?? this.forwards.open({ namespace: namespaces.stack, pod, port });
        this.opened.set(key, opening);
        return { name: pod, api: { name, url: await opening } };
      }),
    );
  }
}

function isReady(pod: JsonObject): boolean {
  const conditions = valueAt(pod, ['status', 'conditions']);
  return (isArray(conditions) ? conditions : [])
    .filter(isObject)
    .some(({ type, status }) => type === 'Ready' && status === 'True');
}
