/** What is needed to address an EKS cluster; from AWS, not from anybody's kubeconfig. */
export interface EksEndpoint {
  readonly clusterName: string;
  readonly region: string;
  readonly profile?: string | undefined;
  readonly endpoint: string;
  /** Base64, as AWS gives it. */
  readonly certificateAuthority: string;
}

/**
 * A kubeconfig (JSON is YAML) for one EKS cluster. It holds no credential: `aws eks get-token` makes a
 * short-lived one from the caller's own AWS identity.
 */
export const eksKubeconfig = (eks: EksEndpoint): string => {
  const profile = eks.profile === undefined ? {} : { env: [{ name: 'AWS_PROFILE', value: eks.profile }] };
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name: eks.clusterName,
        cluster: { server: eks.endpoint, 'certificate-authority-data': eks.certificateAuthority },
      },
    ],
    contexts: [{ name: eks.clusterName, context: { cluster: eks.clusterName, user: eks.clusterName } }],
    'current-context': eks.clusterName,
    users: [
      {
        name: eks.clusterName,
        user: {
          exec: {
            apiVersion: 'client.authentication.k8s.io/v1beta1',
            command: 'aws',
            args: [
              '--region',
              eks.region,
              'eks',
              'get-token',
              '--cluster-name',
              eks.clusterName,
              '--output',
              'json',
            ],
            interactiveMode: 'Never',
            ...profile,
          },
        },
      },
    ],
  });
};
