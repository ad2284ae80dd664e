import { UserError } from '../../config/errors';
import type { ClusterConfig } from '../../config/schema/stack';

/** What of a kubeconfig tells which cluster a context means. */
export interface ContextEntry {
  readonly name: string;
  /** Name of the cluster entry; `aws eks update-kubeconfig` writes its ARN. */
  readonly cluster: string;
  /** Arguments of the program that makes its credentials; none without one. */
  readonly execArgs: readonly string[];
}

const after = (args: readonly string[], flag: string): string | undefined => {
  const index = args.indexOf(flag);
  return index < 0 ? undefined : args[index + 1];
};

/** Whether a context is that of an EKS cluster, by its ARN or by how it gets its token. */
const isEks = ({ cluster, execArgs }: ContextEntry, eks: NonNullable<ClusterConfig['eks']>): boolean => {
  const [, region, name] = /^arn:[\w-]+:eks:([\w-]+):\d+:cluster\/(.+)$/.exec(cluster) ?? [];
  if (region === eks.region && name === eks.clusterName) return true;
  return after(execArgs, '--cluster-name') === eks.clusterName && after(execArgs, '--region') === eks.region;
};

/**
 * The context that is the stack's, and no other: the one that it names, or the one that leads to its EKS cluster.
 * The current context plays no part.
 *
 * @param given what the caller asked for
 * @throws UserError when there is none, or another is asked for
 */
export function contextOf(
  cluster: ClusterConfig,
  contexts: readonly ContextEntry[],
  given: string | undefined,
): string {
  const names = contexts.map(({ name }) => name);
  const there = names.length === 0 ? 'the kubeconfig has none' : `there are: ${names.join(', ')}`;
  if (cluster.eks === undefined) {
    const own = cluster.context ?? '';
    if (given !== undefined && given !== own) {
      throw new UserError([
        `--context ${given}: the stack belongs to ${own} (observatory:cluster.context); refused`,
      ]);
    }
    if (!names.includes(own)) {
      throw new UserError([
        `observatory:cluster.context: there is no context ${own}; ${there} (KUBECONFIG, or ~/.kube/config)`,
      ]);
    }
    return own;
  }
  const { clusterName, region } = cluster.eks;
  const fitting = contexts.filter((entry) => isEks(entry, { clusterName, region })).map(({ name }) => name);
  const what = `EKS cluster ${clusterName} in ${region}`;
  if (given !== undefined) {
    if (fitting.includes(given)) return given;
    throw new UserError([
      `--context ${given}: is not the stack’s ${what} (observatory:cluster.eks); refused`,
    ]);
  }
  const [first] = fitting;
  if (first !== undefined) return first;
  throw new UserError([
    `no context leads to ${what}; ${there}. Add it: aws eks update-kubeconfig --name ${clusterName} --region ${region}`,
  ]);
}
