import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { eksKubeconfig } from '../../components/cluster/kubeconfig';
import { UserError } from '../../config/errors';
import type { ClusterConfig } from '../../config/schema/stack';

type Eks = NonNullable<ClusterConfig['eks']>;

interface Described {
  readonly cluster: {
    readonly endpoint: string;
    readonly certificateAuthority: { readonly data: string };
  };
}

/** AWS answers within seconds, or has no network. Milliseconds. */
const TIMEOUT_MS = 60_000;

/**
 * The kubeconfig that the program itself uses: endpoint and certificate from AWS, found by the cluster's name.
 *
 * @param environment with PATH, and what the AWS CLI reads
 * @throws UserError without the AWS CLI, and when AWS refuses
 */
export async function kubeconfigFromAws(
  { clusterName, region, profile }: Eks,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<string> {
  const args = ['eks', 'describe-cluster', '--name', clusterName, '--region', region, '--output', 'json'];
  try {
    const { stdout } = await promisify(execFile)(
      'aws',
      [...args, ...(profile === undefined ? [] : ['--profile', profile])],
      { timeout: TIMEOUT_MS, env: environment },
    );
    const { cluster } = JSON.parse(stdout) as Described;
    return eksKubeconfig({
      ...{ clusterName, region, profile },
      endpoint: cluster.endpoint,
      certificateAuthority: cluster.certificateAuthority.data,
    });
  } catch (error) {
    throw new UserError([explained(error, `EKS cluster ${clusterName} in ${region}`)]);
  }
}

function explained(error: unknown, what: string): string {
  const { code, stderr = '' } = error as { readonly code?: unknown; readonly stderr?: string };
  if (code === 'ENOENT') {
    return `${what}: the AWS CLI, which tells where it is, is not on PATH; install it, or name a context of the kubeconfig that leads there: --context`;
  }
  const said = stderr.trim() === '' ? String(error) : stderr.trim();
  return `${what}: AWS does not tell where it is (observatory:cluster.eks): ${said}`;
}
