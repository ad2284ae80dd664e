import * as k8s from '@pulumi/kubernetes';
import type * as pulumi from '@pulumi/pulumi';
import { customResourceFaults } from '../charts/customResources';
import { UserError } from '../config/errors';
import { managedByLabels, namespaces } from '../config/naming';

const apiVersions = {
  PrometheusRule: 'monitoring.coreos.com/v1',
  ServiceMonitor: 'monitoring.coreos.com/v1',
  PodMonitor: 'monitoring.coreos.com/v1',
  ScrapeConfig: 'monitoring.coreos.com/v1alpha1',
} as const;

export interface CustomResourceArgs {
  readonly kind: keyof typeof apiVersions;
  readonly name: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly spec: Readonly<Record<string, unknown>>;
}

/**
 * A prometheus-operator object in the stack namespace, checked against the pinned CRD schema.
 *
 * @throws UserError on a field that the schema does not know or a value that does not fit:
 *         the API server would prune the one and the operator skip the other, both in silence
 */
export const customResource = (
  name: string,
  args: CustomResourceArgs,
  opts: pulumi.CustomResourceOptions,
): k8s.apiextensions.CustomResource => {
  const object = {
    apiVersion: apiVersions[args.kind],
    kind: args.kind,
    metadata: {
      name: args.name,
      namespace: namespaces.stack,
      labels: { ...managedByLabels, ...args.labels },
    },
    spec: args.spec,
  };
  const faults = customResourceFaults(object);
  if (faults.length > 0) throw new UserError(faults);
  return new k8s.apiextensions.CustomResource(name, object, opts);
};
