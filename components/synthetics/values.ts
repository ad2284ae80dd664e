import { releases, services } from '../../config/naming';
import type { StackConfig } from '../../config/schema/stack';
import { containerResources, placement } from '../podSettings';

/** Replicas on different nodes where there are several: a lost node must not look like an outage of everything. */
const apart = (replicas: number): Record<string, unknown> =>
  replicas < 2
    ? {}
    : {
        podDisruptionBudget: { minAvailable: 1 },
        affinity: {
          podAntiAffinity: {
            preferredDuringSchedulingIgnoredDuringExecution: [
              {
                weight: 100,
                podAffinityTerm: {
                  topologyKey: 'kubernetes.io/hostname',
                  labelSelector: { matchLabels: { 'app.kubernetes.io/instance': releases.blackbox } },
                },
              },
            ],
          },
        },
      };

/** Values of prometheus-blackbox-exporter. */
export const blackboxValues = ({ synthetics, scheduling, images }: StackConfig): Record<string, unknown> => ({
  fullnameOverride: services.blackbox.name,
  replicas: synthetics.replicas,
  ...placement(scheduling),
  ...(images.registry === undefined ? {} : { global: { imageRegistry: images.registry } }),
  ...(images.pullSecrets.length === 0 ? {} : { image: { pullSecrets: images.pullSecrets } }),
  resources: containerResources({ cpuRequestMilli: 20, memoryRequestMb: 32, memoryLimitMb: 128 }),
  ...apart(synthetics.replicas),
  // The restricted namespace asks for it and the chart leaves it out.
  securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
  config: {
    modules: {
      http_2xx: {
        prober: 'http',
        timeout: `${String(synthetics.timeoutSeconds)}s`,
        http: {
          valid_http_versions: ['HTTP/1.1', 'HTTP/2.0'],
          follow_redirects: true,
          preferred_ip_protocol: 'ip4',
        },
      },
    },
  },
  // The exporter's own metrics; its targets are ScrapeConfigs of ours.
  serviceMonitor: { selfMonitor: { enabled: true } },
});
