import * as pulumi from '@pulumi/pulumi';
import { parse } from 'yaml';
import { asRunError } from './components/runError';
import { UserError } from './config/errors';
import { componentType } from './config/naming';
import { isPlainObject } from './config/merge';
import { resolveStack } from './config/stack';
import { deploy } from './deploy';
import type { InterfaceUrls, SecretNames } from './outputs';

export interface ObservatoryArgs {
  /**
   * The configuration as YAML or JSON text: what stands below `config` in a Pulumi.<stack>.yaml, keys with or without
   * `observatory:`. No secrets. A text, because it decides which resources there are and so must be known at once.
   */
  configuration: string;
  /** Folder that content.path starts from; absolute. Default: the working directory of the program. */
  folder?: string;
  /** Secrets by their path below observatory:secrets, for instance slack.default. */
  secrets?: Record<string, pulumi.Input<string>>;
}

/** Stands for a secret of the other program while paths are checked: its value is an output, so its form cannot be. */
const checked = { secretName: 'given', key: 'given' };
/** And afterwards: a value, which goes into our own Secret. It is never read, because the output wins. */
const placeholder = 'given by the program';

const nested = (paths: readonly string[]): Record<string, unknown> => {
  const root: Record<string, unknown> = {};
  for (const path of paths) {
    const parts = path.split('.');
    const last = parts.pop() ?? path;
    let place = root;
    for (const part of parts) {
      const inner = place[part];
      place = isPlainObject(inner) ? inner : (place[part] = {} as Record<string, unknown>);
    }
    place[last] = checked;
  }
  return root;
};

/** The texts that Pulumi would hand to the program of this repository. */
const textsOf = ({ configuration, secrets = {} }: ObservatoryArgs): Record<string, string> => {
  let parsed: unknown;
  try {
    parsed = parse(configuration) as unknown;
  } catch (error) {
    throw new UserError([
      `configuration: is no YAML: ${error instanceof Error ? error.message : String(error)}`,
    ]);
  }
  if (!isPlainObject(parsed)) {
    throw new UserError(['configuration: must be a map of keys, as below `config` in a stack file']);
  }
  const entries = Object.entries(parsed).map(([key, value]) => [
    key.includes(':') ? key : `observatory:${key}`,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  if (entries.some(([key]) => key === 'observatory:secrets')) {
    throw new UserError([
      'configuration.secrets: does not belong here; pass it as argument `secrets`, by path',
    ]);
  }
  const given = Object.keys(secrets);
  const own = given.length === 0 ? [] : [['observatory:secrets', JSON.stringify(nested(given))]];
  return Object.fromEntries([...entries, ...own]) as Record<string, string>;
};

/** The whole stack as one component of another Pulumi program, with the same configuration and the same checks. */
export class Observatory extends pulumi.ComponentResource {
  /** Addresses for people. */
  public readonly urls: pulumi.Output<InterfaceUrls>;
  /** Addresses for programs in the cluster. */
  public readonly inClusterUrls: pulumi.Output<InterfaceUrls>;
  /** Namespace of everything but node-exporter. */
  public readonly namespace: pulumi.Output<string>;
  /** Names of the Secrets of the stack. */
  public readonly secretNames: pulumi.Output<SecretNames>;

  constructor(name: string, args: ObservatoryArgs, opts?: pulumi.ComponentResourceOptions) {
    super(componentType('Observatory'), name, {}, opts);
    const outputs = asRunError(() => {
      const loaded = resolveStack(textsOf(args), []);
      if (loaded.config.alerting.pagerduty.managed) {
        throw new UserError([
          'configuration.alerting.pagerduty.managed: is not available in the component, whose API token is an output; set it to false',
        ]);
      }
      return deploy(
        {
          config: loaded.config,
          secrets: new Map([...loaded.secrets.keys()].map((path) => [path, placeholder])),
          folder: args.folder ?? process.cwd(),
          given: new Map(
            Object.entries(args.secrets ?? {}).map(([path, value]) => [path, pulumi.secret(value)]),
          ),
          whenMissing: 'fail',
        },
        { parent: this },
      );
    });
    this.urls = pulumi.output(outputs.urls);
    this.inClusterUrls = pulumi.output(outputs.inClusterUrls);
    this.namespace = pulumi.output(outputs.namespace);
    this.secretNames = pulumi.output(outputs.secretNames);
    this.registerOutputs({
      urls: this.urls,
      inClusterUrls: this.inClusterUrls,
      namespace: this.namespace,
      secretNames: this.secretNames,
    });
  }
}
