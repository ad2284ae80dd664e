import type { StackConfig } from '../config/schema/stack';
import { hostOf, interfaces, type Interface } from '../config/urls';

/**
 * Every exposed host, on each Ingress: they share one TLS Secret, and cert-manager fills it from the Ingress that it
 * met first. Were each to name its own host alone, two of three interfaces would show a wrong certificate.
 */
const exposedHosts = ({ access, grafana }: StackConfig): string[] =>
  interfaces
    .filter((app) => app !== 'grafana' || grafana.enabled)
    .map((app) => hostOf(access, app))
    .filter((host) => host !== undefined);

/**
 * `ingress` or `route` values of one interface, as kube-prometheus-stack and its Grafana spell them.
 * Prometheus and Alertmanager carry the authentication annotations; Grafana has a login of its own.
 */
export const exposureValues = (config: StackConfig, app: Interface): Record<string, unknown> => {
  const { access } = config;
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
      ...(tls.secretName === undefined
        ? {}
        : { tls: [{ hosts: exposedHosts(config), secretName: tls.secretName }] }),
      // The charts' default is ImplementationSpecific for two of the three, by which an ALB serves nothing but `/` itself.
      pathType: 'Prefix',
      ...(app === 'grafana' ? { path: '/' } : { paths: ['/'] }),
    },
  };
};
