import { LOOPBACK } from '../../../../local/loopback';

export const podNames = {
  prometheus: 'prometheus-kps-0',
  alertmanager: 'alertmanager-kps-0',
  grafana: 'kps-grafana-0',
} as const;

type Object = Readonly<Record<string, unknown>> & { readonly kind: string };

const namespace = 'observatory';
const node = 'node';

const pod = (name: string, labels: Readonly<Record<string, string>>): Object => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace, labels },
  spec: {
    nodeName: node,
    // The namespace admits nothing less.
    securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    containers: [
      {
        name: 'main',
        image: 'none',
        securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
      },
    ],
  },
  status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] },
});

/** A workload that its controller has rolled out. */
const workload = (kind: string, name: string): Object => {
  const labels = { app: name };
  const { spec } = pod(name, labels) as unknown as { spec: object };
  const template = { metadata: { labels }, spec: { ...spec, nodeName: undefined } };
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name, namespace },
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      template,
      ...(kind === 'StatefulSet' ? { serviceName: name } : {}),
    },
    status: { observedGeneration: 1, replicas: 1, readyReplicas: 1 },
  };
};

const claim = (name: string): Object => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name, namespace },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
  status: { phase: 'Bound' },
});

/** What controllers would make of the stack, already well, and the node that it runs on. */
export const workloads = (kubeletPort: number): Object[] => [
  {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: node },
    status: {
      addresses: [{ type: 'InternalIP', address: LOOPBACK }],
      daemonEndpoints: { kubeletEndpoint: { Port: kubeletPort } },
    },
  },
  pod(podNames.prometheus, { 'operator.prometheus.io/name': 'kps' }),
  pod(podNames.alertmanager, { alertmanager: 'kps' }),
  pod(podNames.grafana, { 'app.kubernetes.io/name': 'grafana', 'app.kubernetes.io/instance': 'kps' }),
  workload('StatefulSet', 'prometheus-kps'),
  workload('StatefulSet', 'alertmanager-kps'),
  workload('Deployment', 'kps-grafana'),
  claim('prometheus-kps-db-prometheus-kps-0'),
];

const condition = (type: string): object => ({
  type,
  status: 'True',
  observedGeneration: 1,
  lastTransitionTime: '2026-01-01T00:00:00Z',
});

/** What the operator writes of an object that it has taken. */
const accepted = {
  bindings: [
    {
      group: 'monitoring.coreos.com',
      resource: 'prometheuses',
      name: 'kps',
      namespace,
      conditions: [condition('Accepted')],
    },
  ],
};

const operated = {
  paused: false,
  replicas: 1,
  updatedReplicas: 1,
  availableReplicas: 1,
  unavailableReplicas: 0,
  conditions: [condition('Reconciled'), condition('Available')],
};

const withStatus = (object: Object): Object => {
  if (!String(object['apiVersion']).startsWith('monitoring.coreos.com/')) return object;
  const own = object.kind === 'Prometheus' || object.kind === 'Alertmanager';
  return { ...object, status: own ? operated : accepted };
};

/** Objects with the status that their controllers write; namespaces and the node come first. */
export const placed = (objects: readonly object[]): readonly [Object[], Object[]] => {
  const all = (objects as readonly Object[]).map(withStatus);
  const isFirst = ({ kind }: Object): boolean => kind === 'Namespace' || kind === 'Node';
  return [all.filter(isFirst), all.filter((object) => !isFirst(object))];
};
