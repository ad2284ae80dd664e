import { UserError } from '../../config/errors';
import type { ClusterConfig } from '../../config/schema/stack';

type Eks = NonNullable<ClusterConfig['eks']>;

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
const isEks = ({ cluster, execArgs }: ContextEntry, eks: Eks): boolean => {
  const [, region, name] = /^arn:[\w-]+:eks:([\w-]+):\d+:cluster\/(.+)$/.exec(cluster) ?? [];
  if (region === eks.region && name === eks.clusterName) return true;
  return after(execArgs, '--cluster-name') === eks.clusterName && after(execArgs, '--region') === eks.region;
};

/**
 * The context that the stack names, and no other. The current context plays no part.
 *
 * @param own what the stack names
 * @param given what the caller asked for
 * @throws UserError when there is none, or another is asked for
 */
export function contextOf(own: string, contexts: readonly ContextEntry[], given: string | undefined): string {
  if (given !== undefined && given !== own) {
    throw new UserError([
      `--context ${given}: the stack belongs to ${own} (observatory:cluster.context); refused`,
    ]);
  }
  if (contexts.some(({ name }) => name === own)) return own;
  throw new UserError([
    `observatory:cluster.context: there is no context ${own}; ${namesOf(contexts)} (KUBECONFIG, or ~/.kube/config)`,
  ]);
}

/**
 * A given context, when it is that of the stack's EKS cluster.
 *
 * @throws UserError when it is another's, or there is none of that name
 */
export function eksContextOf(eks: Eks, contexts: readonly ContextEntry[], given: string): string {
  const entry = contexts.find(({ name }) => name === given);
  if (entry !== undefined && isEks(entry, eks)) return given;
  const what = `EKS cluster ${eks.clusterName} in ${eks.region} (observatory:cluster.eks)`;
  throw new UserError([
    entry === undefined
      ? `--context ${given}: there is none; ${namesOf(contexts)} (KUBECONFIG, or ~/.kube/config)`
      : `--context ${given}: is not the stack’s ${what}; refused`,
  ]);
}

function namesOf(contexts: readonly ContextEntry[]): string {
  return contexts.length === 0
    ? 'the kubeconfig has none'
    : `there are: ${contexts.map(({ name }) => name).join(', ')}`;
}
