import type { Invariant } from './model';

export const clusterInvariants: readonly Invariant[] = [
  {
    holds: 'the cluster is addressed by a context or by its EKS name, one of the two',
    key: 'cluster.context',
    fault: ({ cluster }) => {
      if (cluster.context !== undefined && cluster.eks !== undefined) {
        return 'stands beside cluster.eks; remove one of the two, so that there is one answer to which cluster is meant';
      }
      return cluster.context === undefined && cluster.eks === undefined
        ? 'is missing; write the kubeconfig context of the cluster (kubectl config get-contexts), or cluster.eks with clusterName and region'
        : undefined;
    },
  },
  {
    holds: '`cluster.eks` goes with platform `eks`',
    key: 'cluster.platform',
    fault: ({ cluster }) =>
      cluster.eks === undefined || cluster.platform === 'eks'
        ? undefined
        : `"${cluster.platform}" contradicts cluster.eks; write "eks"`,
  },
  {
    holds: 'EKS names a storage class',
    key: 'storage.className',
    fault: ({ cluster, storage }) =>
      cluster.platform !== 'eks' || storage.className !== undefined
        ? undefined
        : 'is missing; EKS has no default storage class since 1.30, so volumes would stay pending: write its name, for instance gp3',
  },
];
