import * as k8s from '@pulumi/kubernetes';
import type * as pulumi from '@pulumi/pulumi';
import { stringify } from 'yaml';
import {
  alertmanagerTemplates,
  containsLabel,
  managedByLabels,
  namespaces,
  secretNames,
} from '../../config/naming';
import { UserError } from '../../config/errors';
import type { GivenSecrets } from '../../config/resolve';
import type { AlertmanagerSetup } from '../../routing/model';
import { Component } from '../component';
import { Credentials, type MadeSecrets, type MissingSecrets } from '../credentials';

export interface AlertingArgs {
  readonly setup: AlertmanagerSetup;
  readonly secrets: GivenSecrets;
  /** Credentials that other resources of the program make: integration keys of a managed PagerDuty. */
  readonly made?: MadeSecrets | undefined;
  readonly whenMissing: MissingSecrets;
}

/** What Kubernetes takes for all values of a Secret. */
const maxSecretBytes = 1_048_576;

/**
 * alertmanager.yaml.
 *
 * @throws UserError when it is larger than a Secret may be: about 200 teams that each state everything
 */
export const configurationText = (config: AlertmanagerSetup['config']): string => {
  const text = stringify(config, { lineWidth: 0 });
  const bytes = Buffer.byteLength(text);
  if (bytes <= maxSecretBytes) return text;
  throw new UserError([
    `teams: the configuration of Alertmanager is ${String(Math.ceil(bytes / 1_024))} KiB, and a Secret takes ${String(maxSecretBytes / 1_024)} KiB; state fewer levels of escalation and fewer own holidays, or join teams`,
  ]);
};

/**
 * What Alertmanager reads: its configuration in a Secret of ours (so that a route change is no Helm upgrade), without
 * any credential in it, the credentials as mounted files, and the message templates.
 */
export class Alerting extends Component {
  readonly credentials: Credentials;
  readonly configuration: k8s.core.v1.Secret;
  readonly templates: k8s.core.v1.ConfigMap;

  constructor(name: string, args: AlertingArgs, opts?: pulumi.ComponentResourceOptions) {
    super('Alerting', name, {}, opts);
    this.credentials = this.makeCredentials(name, args);
    this.configuration = this.makeConfiguration(args.setup);
    this.templates = this.makeTemplates(args.setup);
    this.registerOutputs({ configuration: this.configuration.metadata.name });
  }

  private makeCredentials(name: string, { setup, secrets, made, whenMissing }: AlertingArgs): Credentials {
    return new Credentials(
      `${name}-credentials`,
      {
        secretName: secretNames.alertmanagerCredentials,
        needed: setup.secrets,
        given: secrets,
        made,
        whenMissing,
      },
      this.child,
    );
  }

  private makeConfiguration({ config }: AlertmanagerSetup): k8s.core.v1.Secret {
    return new k8s.core.v1.Secret(
      secretNames.alertmanagerConfig,
      {
        metadata: {
          name: secretNames.alertmanagerConfig,
          namespace: namespaces.stack,
          labels: { ...managedByLabels, [containsLabel]: 'configuration' },
        },
        stringData: { 'alertmanager.yaml': configurationText(config) },
      },
      this.child,
    );
  }

  private makeTemplates({ templates }: AlertmanagerSetup): k8s.core.v1.ConfigMap {
    return new k8s.core.v1.ConfigMap(
      alertmanagerTemplates.configMap,
      {
        metadata: {
          name: alertmanagerTemplates.configMap,
          namespace: namespaces.stack,
          labels: managedByLabels,
        },
        data: templates,
      },
      this.child,
    );
  }
}
