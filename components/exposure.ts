import { hostOf, type Interface } from '../config/urls';
import type { AccessConfig } from '../config/schema/stack';

/**
 * `ingress` or `route` values of one interface, as kube-prometheus-stack and its Grafana spell them.
 * Prometheus and Alertmanager carry the authentication annotations; Grafana has a login of its own.
 */
export const exposureValues = (access: AccessConfig, app: Interface): Record<string, unknown> => {
  const host = hostOf(access, app);
  if (host === undefined) return {};
  if (access.exposure === 'gateway') {
    return { route: { main: { enabled: true, hostnames: [host], parentRefs: [access.gateway] } } };
  }
  const { tls, authentication } = access;
  const guarded = app !== 'grafana' && authentication.mode === 'annotations';
  return {
    ingress: {
      enabled: true,
      ingressClassName: access.ingressClassName,
      annotations: { ...access.annotations, ...(guarded ? authentication.annotations : {}) },
      hosts: [host],
      ...(tls.secretName === undefined ? {} : { tls: [{ hosts: [host], secretName: tls.secretName }] }),
      ...(app === 'grafana' ? { path: '/' } : { paths: ['/'] }),
    },
  };
};
