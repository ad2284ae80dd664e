import type { KubeConfig, KubernetesObjectApi } from '@kubernetes/client-node';
import { UserError } from '../../config/errors';
import type { ClusterConfig } from '../../config/schema/stack';
import type { JsonObject } from '../../plan/json';
import type { Kind } from '../live';
import { Unreadable } from '../model';
import { contextOf, eksContextOf } from './context';
import { kubeconfigFromAws } from './eks';

/** Reads objects of one cluster, each list once. */
export class Kubernetes {
  readonly #lists = new Map<string, Promise<readonly JsonObject[]>>();

  constructor(
    private readonly objects: KubernetesObjectApi,
    private readonly context: string,
  ) {}

  list(kind: Kind, namespace?: string, labelSelector?: string): Promise<readonly JsonObject[]> {
    const key = [kind.apiVersion, kind.kind, namespace ?? '', labelSelector ?? ''].join(' ');
    const known = this.#lists.get(key) ?? this.#read(kind, namespace, labelSelector);
    this.#lists.set(key, known);
    return known;
  }

  async #read(
    { apiVersion, kind }: Kind,
    namespace: string | undefined,
    labelSelector: string | undefined,
  ): Promise<readonly JsonObject[]> {
    try {
      const list = await this.objects.list(
        apiVersion,
        kind,
        namespace,
        undefined,
        undefined,
        undefined,
        undefined,
        labelSelector,
      );
      // As any other program would read it: dates as text, no classes.
      return JSON.parse(JSON.stringify(list.items)) as JsonObject[];
    } catch (error) {
      return this.#explained(error, kind);
    }
  }

  /** A kind that the cluster does not know has no objects; anything else is a reason to say nothing. */
  #explained(error: unknown, kind: string): readonly JsonObject[] {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    const message = error instanceof Error ? error.message : String(error);
    if (code === 404 || message.startsWith('Unrecognized API version and kind')) return [];
    if (code === 401 || code === 403) {
      throw new Unreadable(
        `${this.context} does not let you list ${kind} objects (${String(code)})`,
        'Use an identity that may read the namespaces observatory and observatory-nodes, Secrets among it.',
      );
    }
    throw new Unreadable(
      `the API server of ${this.context} does not answer: ${typeof code === 'string' ? code : (message.split('\n')[0] ?? '')}`,
      'See that the cluster runs and that this machine reaches it: kubectl cluster-info.',
    );
  }
}

/**
 * The kubeconfig with the stack's cluster and no other as its current one: for EKS as AWS says, else by the context that the
 * stack names.
 *
 * @param given a context that the caller asked for
 * @throws UserError when there is none, or another's is asked for
 */
export async function kubeconfigFor(cluster: ClusterConfig, given: string | undefined): Promise<KubeConfig> {
  const { KubeConfig: Config } = await import('@kubernetes/client-node');
  const config = new Config();
  const { eks, context = '' } = cluster;
  if (eks !== undefined && given === undefined) {
    config.loadFromString(await kubeconfigFromAws(eks));
    return config;
  }
  try {
    config.loadFromDefault();
  } catch (error) {
    throw new UserError([
      `the kubeconfig cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    ]);
  }
  const entries = config.getContexts().map(({ name, cluster: entry, user }) => {
    const exec = config.getUser(user)?.exec as { readonly args?: readonly string[] } | undefined;
    return { name, cluster: entry, execArgs: exec?.args ?? [] };
  });
  config.setCurrentContext(
    eks !== undefined && given !== undefined
      ? eksContextOf(eks, entries, given)
      : contextOf(context, entries, given),
  );
  return config;
}
