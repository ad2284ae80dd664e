/** A workload that runs on this machine, described as the Kubernetes objects that it would be in a cluster. */
export interface LocalWorkload {
  readonly namespace: string;
  readonly service: { readonly name: string; readonly labels: Readonly<Record<string, string>> };
  readonly pod: {
    readonly name: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly container: string;
    readonly controller: { readonly kind: string; readonly name: string };
  };
  /** Name of the port, which is what a monitor selects by. */
  readonly portName: string;
  /** Where it listens here: host and port. */
  readonly host: string;
  readonly port: number;
}

/** Host names under which the Service answers inside a cluster. */
export function serviceHosts({ namespace, service }: LocalWorkload): readonly string[] {
  const base = `${service.name}.${namespace}`;
  return [base, `${base}.svc`, `${base}.svc.cluster.local`];
}
