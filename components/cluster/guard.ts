import * as k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import type { ClusterConfig } from '../../config/schema/stack';

/** What is wrong with the cluster that answers; undefined while its uid is not known, as in a plan. */
export const wrongCluster = (expected: string, uid: string | undefined): string | undefined =>
  uid === undefined || uid === expected
    ? undefined
    : `observatory:cluster.uid: this is another cluster: its namespace kube-system has the uid ${uid}, the stack expects ${expected}; nothing was changed. Correct the kubeconfig, or the stack’s cluster.context or cluster.eks`;

/**
 * Reads the cluster's identity before anything is deployed. Everything waits for the namespaces, and they wait for this:
 * a kubeconfig context that was pointed elsewhere changes nothing there.
 *
 * @returns what the namespaces depend on; nothing when the stack states no uid
 */
export const clusterGuard = (
  { uid: expected }: ClusterConfig,
  provider: k8s.Provider,
  opts: pulumi.ResourceOptions = {},
): readonly pulumi.Output<pulumi.Resource>[] => {
  if (expected === undefined) return [];
  const system = k8s.core.v1.Namespace.get('kube-system', 'kube-system', { ...opts, provider });
  return [
    system.metadata.apply(({ uid }: { readonly uid?: string }) => {
      const fault = wrongCluster(expected, uid);
      if (fault !== undefined) throw new pulumi.RunError(fault);
      return system;
    }),
  ];
};
