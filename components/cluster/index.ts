import { getClusterOutput } from '@pulumi/aws/eks/getCluster';
import { Provider as AwsProvider, type ProviderArgs } from '@pulumi/aws/provider';
import * as k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import type { ClusterConfig } from '../../config/schema/stack';
import { eksKubeconfig } from './kubeconfig';

type Eks = NonNullable<ClusterConfig['eks']>;

const kubeconfigOf = (
  { clusterName, region, profile }: Eks,
  opts: pulumi.ResourceOptions,
): pulumi.Output<string> => {
  const provider = new AwsProvider(
    'aws',
    {
      region: region as NonNullable<ProviderArgs['region']>,
      ...(profile === undefined ? {} : { profile }),
    },
    opts,
  );
  const found = getClusterOutput({ name: clusterName }, { provider });
  return found.apply(({ endpoint, certificateAuthorities }) =>
    eksKubeconfig({
      clusterName,
      region,
      profile,
      endpoint,
      certificateAuthority: certificateAuthorities[0]?.data ?? '',
    }),
  );
};

/**
 * What tells this cluster from others; a different one asks to replace every object. Neither the label `cluster.name`, which
 * may change, nor the endpoint and certificate, which are renewed.
 */
const identifierOf = ({ eks, context = '' }: ClusterConfig): string =>
  eks === undefined ? context : `${eks.region}/${eks.clusterName}`;

/**
 * The one provider of the program: by context name, or by the cluster's name in AWS. The ambient current context
 * is never used, because the worst accident here is prod rules on another cluster.
 */
export const clusterProvider = (cluster: ClusterConfig, opts: pulumi.ResourceOptions = {}): k8s.Provider =>
  new k8s.Provider(
    'cluster',
    {
      ...(cluster.eks === undefined
        ? { context: pulumi.output(cluster.context) }
        : { kubeconfig: kubeconfigOf(cluster.eks, opts), context: cluster.eks.clusterName }),
      clusterIdentifier: identifierOf(cluster),
      // In place: a replacement deletes first, which would leave Alertmanager without configuration for a moment.
      enableConfigMapMutable: true,
      enableSecretMutable: true,
    },
    opts,
  );
