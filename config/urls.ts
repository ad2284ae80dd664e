import { inClusterUrl, services } from './naming';
import type { AccessConfig } from './schema/stack';

/** The three interfaces that people open. */
export type Interface = 'prometheus' | 'alertmanager' | 'grafana';
export const interfaces: readonly Interface[] = ['prometheus', 'alertmanager', 'grafana'];

/**
 * Whether this stack exposes an interface. Prometheus and Alertmanager have no login: they are exposed
 * only when something is said to authenticate in front of them.
 */
export const isExposed = (access: AccessConfig, app: Interface): boolean =>
  access.exposure !== 'none' && (app === 'grafana' || access.authentication.mode !== 'none');

/** Host name of an exposed interface; undefined when it is not exposed. */
export const hostOf = (access: AccessConfig, app: Interface): string | undefined =>
  isExposed(access, app) && access.baseDomain !== undefined ? `${app}.${access.baseDomain}` : undefined;

/** URLs that work from outside, where there are any: as stated, or following from the exposure. */
export const externalUrls = (access: AccessConfig): Readonly<Record<Interface, string | undefined>> => {
  const of = (app: Interface): string | undefined => {
    const host = hostOf(access, app);
    return (access.urls[app] ?? (host === undefined ? undefined : `https://${host}`))?.replace(/\/+$/, '');
  };
  return { prometheus: of('prometheus'), alertmanager: of('alertmanager'), grafana: of('grafana') };
};

/** URLs for links: external ones, else the address inside the cluster (reached by port-forward), without trailing slash. */
export const linkUrls = (access: AccessConfig): Readonly<Record<Interface, string>> => {
  const external = externalUrls(access);
  return {
    prometheus: external.prometheus ?? inClusterUrl(services.prometheus),
    alertmanager: external.alertmanager ?? inClusterUrl(services.alertmanager),
    grafana: external.grafana ?? inClusterUrl(services.grafana),
  };
};
