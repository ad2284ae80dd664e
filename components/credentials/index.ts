import * as k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import { UserError } from '../../config/errors';
import { managedByLabels, namespaces } from '../../config/naming';
import { credentialRef, type CredentialRef } from '../../config/credentialRef';
import type { GivenSecrets } from '../../config/resolve';
import type { SecretLeaf } from '../../config/schema/secrets';
import { Component } from '../component';

export interface CredentialsArgs {
  /** Name of the Secret that we make for values of the stack configuration. */
  readonly secretName: string;
  /** Paths below `observatory:secrets` that are needed, e.g. `slack.default`. */
  readonly needed: readonly string[];
  readonly given: GivenSecrets;
  /** Those that resources of this program make, by path. They go into the Secret like given values. */
  readonly made?: MadeSecrets | undefined;
  /** `fail`: a missing one is an error. `placeholder`: the plan shows where it would be. */
  readonly whenMissing: MissingSecrets;
}

/** Path below `observatory:secrets` → a credential that a resource makes. */
export type MadeSecrets = ReadonlyMap<string, pulumi.Output<string>>;

export type MissingSecrets = 'fail' | 'placeholder';

/** What to do about a secret that is not set. */
export const missingFault = (path: string): string =>
  `observatory:secrets.${path}: is missing; set it with: pulumi config set --secret --path observatory:secrets.${path}`;

const isReference = (value: pulumi.Output<string> | SecretLeaf | undefined): value is CredentialRef =>
  typeof value === 'object' && !pulumi.Output.isInstance(value);

/** What stands in for a secret that is not set; only a plan ever holds one. */
export const missingPlaceholder = (path: string): string => `<missing secret observatory:secrets.${path}>`;

/**
 * The credentials that one part of the stack needs: those given as values in one Secret of ours, those that point at
 * an existing Secret as references.
 *
 * @throws UserError for every needed secret that is not set, with the command that sets it
 */
export class Credentials extends Component {
  /** The Secret of ours; none when every credential lies in existing ones. */
  readonly secret: k8s.core.v1.Secret | undefined;
  private readonly refs: ReadonlyMap<string, CredentialRef>;

  constructor(name: string, args: CredentialsArgs, opts?: pulumi.ComponentResourceOptions) {
    super('Credentials', name, { secretName: args.secretName, needed: [...args.needed] }, opts);
    const values: Record<string, pulumi.Output<string>> = {};
    const refs = new Map<string, CredentialRef>();
    const faults: string[] = [];
    for (const path of args.needed) {
      refs.set(path, credentialRef(args.given, path, args.secretName));
      const value = args.made?.get(path) ?? args.given.get(path);
      if (isReference(value)) continue;
      if (value === undefined && args.whenMissing === 'fail') faults.push(missingFault(path));
      values[path] = pulumi.secret(value ?? missingPlaceholder(path));
    }
    if (faults.length > 0) throw new UserError(faults);
    this.refs = refs;
    this.secret = Object.keys(values).length === 0 ? undefined : this.makeSecret(args.secretName, values);
    this.registerOutputs({});
  }

  /** Names of all Secrets that must be mounted, sorted. */
  get secretNames(): readonly string[] {
    return [...new Set([...this.refs.values()].map(({ secretName }) => secretName))].sort();
  }

  private makeSecret(secretName: string, values: Record<string, pulumi.Output<string>>): k8s.core.v1.Secret {
    return new k8s.core.v1.Secret(
      secretName,
      {
        metadata: { name: secretName, namespace: namespaces.stack, labels: managedByLabels },
        stringData: values,
      },
      this.child,
    );
  }
}
