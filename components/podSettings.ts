import type { Resources } from '../config/schema/common';
import type { SchedulingConfig } from '../config/schema/stack';

/** Kubernetes `resources` of a container. No CPU limit: throttling shows up as latency. */
export const containerResources = (resources: Resources): Record<string, Record<string, string>> => ({
  requests: {
    cpu: `${String(resources.cpuRequestMilli)}m`,
    memory: `${String(resources.memoryRequestMb)}Mi`,
  },
  limits: { memory: `${String(resources.memoryLimitMb)}Mi` },
});

/** `nodeSelector` and `tolerations` as every chart spells them; left out when there are none. */
export const placement = (scheduling: SchedulingConfig): Record<string, unknown> => ({
  ...(Object.keys(scheduling.nodeSelector).length > 0 ? { nodeSelector: scheduling.nodeSelector } : {}),
  ...(scheduling.tolerations.length > 0 ? { tolerations: scheduling.tolerations } : {}),
});

/** The same with the PriorityClass, for what must outlive what it watches. */
export const priorityPlacement = (scheduling: SchedulingConfig): Record<string, unknown> => ({
  ...placement(scheduling),
  ...(scheduling.priorityClassName === undefined ? {} : { priorityClassName: scheduling.priorityClassName }),
});

/** A volume claim template of a StatefulSet that the operator makes. */
export const volumeClaim = (sizeGb: number, className: string | undefined): Record<string, unknown> => ({
  volumeClaimTemplate: {
    spec: {
      accessModes: ['ReadWriteOnce'],
      ...(className === undefined ? {} : { storageClassName: className }),
      resources: { requests: { storage: `${String(sizeGb)}Gi` } },
    },
  },
});
