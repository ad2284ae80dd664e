import * as k8s from '@pulumi/kubernetes';
import type * as pulumi from '@pulumi/pulumi';
import { RandomPassword } from '@pulumi/random/randomPassword';
import { stringify } from 'yaml';
import {
  grafanaAdminUser,
  grafanaDashboardLabel,
  grafanaDataSourceLabel,
  grafanaDataSources,
  grafanaFolderAnnotation,
  grafanaSidecarRole,
  managedByLabels,
  namespaces,
  secretNames,
} from '../../config/naming';
import type { GivenSecrets } from '../../config/resolve';
import type { DashboardFile } from '../../dashboards/model';
import { Component } from '../component';
import { credentialRef, type CredentialRef } from '../../config/credentialRef';
import { Credentials, type MadeSecrets, type MissingSecrets } from '../credentials';
import { dashboardConfigMap } from './dashboardConfigMap';
import { dataSourceFile, type Stores } from './dataSources';

export interface GrafanaArgs {
  readonly dashboards: readonly DashboardFile[];
  readonly stores: Stores;
  readonly singleSignOn: boolean;
  readonly secrets: GivenSecrets;
  /** Secrets that resources or other programs make. */
  readonly made?: MadeSecrets | undefined;
  readonly whenMissing: MissingSecrets;
}

const oidcSecret = 'grafana.oidcClientSecret';
const adminPasswordLength = 32;

/** What Grafana reads: the administrator's generated password, dashboards, and the right to see them. */
export class Grafana extends Component {
  readonly admin: k8s.core.v1.Secret;
  readonly role: k8s.rbac.v1.Role;
  readonly dashboards: readonly k8s.core.v1.ConfigMap[];
  /** Where the OAuth client secret lies; undefined without single sign-on. */
  readonly oidcSecret: CredentialRef | undefined;

  constructor(name: string, args: GrafanaArgs, opts?: pulumi.ComponentResourceOptions) {
    super('Grafana', name, {}, opts);
    this.admin = this.makeAdmin(name);
    this.role = this.makeRole();
    this.dashboards = args.dashboards.map((dashboard) => this.makeDashboard(dashboard));
    this.makeDataSources(args.stores);
    this.oidcSecret = args.singleSignOn ? this.makeCredentials(name, args) : undefined;
    this.registerOutputs({ adminSecret: this.admin.metadata.name });
  }

  private makeAdmin(name: string): k8s.core.v1.Secret {
    const password = new RandomPassword(
      `${name}-admin-password`,
      // No special characters: people paste it into shells.
      { length: adminPasswordLength, special: false },
      this.child,
    );
    return new k8s.core.v1.Secret(
      secretNames.grafanaAdmin,
      {
        metadata: { name: secretNames.grafanaAdmin, namespace: namespaces.stack, labels: managedByLabels },
        stringData: { 'admin-user': grafanaAdminUser, 'admin-password': password.result },
      },
      this.child,
    );
  }

  /** The chart's own Role lets Grafana's sidecars read every Secret of the namespace. */
  private makeRole(): k8s.rbac.v1.Role {
    return new k8s.rbac.v1.Role(
      grafanaSidecarRole,
      {
        metadata: { name: grafanaSidecarRole, namespace: namespaces.stack, labels: managedByLabels },
        rules: [{ apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'watch', 'list'] }],
      },
      this.child,
    );
  }

  private makeDashboard(dashboard: DashboardFile): k8s.core.v1.ConfigMap {
    return new k8s.core.v1.ConfigMap(
      `dashboard-${dashboard.uid}`,
      {
        ...dashboardConfigMap(dashboard),
        metadata: {
          name: `dashboard-${dashboard.uid}`,
          namespace: namespaces.stack,
          labels: { ...managedByLabels, ...grafanaDashboardLabel },
          annotations: { [grafanaFolderAnnotation]: dashboard.folder },
        },
      },
      this.child,
    );
  }

  private makeDataSources(stores: Stores): void {
    const file = dataSourceFile(stores);
    if (file === undefined) return;
    new k8s.core.v1.ConfigMap(
      grafanaDataSources,
      {
        data: { 'stores.yaml': stringify(file) },
        metadata: {
          name: grafanaDataSources,
          namespace: namespaces.stack,
          labels: { ...managedByLabels, ...grafanaDataSourceLabel },
        },
      },
      this.child,
    );
  }

  private makeCredentials(name: string, { secrets, made, whenMissing }: GrafanaArgs): CredentialRef {
    new Credentials(
      `${name}-credentials`,
      { secretName: secretNames.grafanaCredentials, needed: [oidcSecret], given: secrets, made, whenMissing },
      this.child,
    );
    return credentialRef(secrets, oidcSecret, secretNames.grafanaCredentials);
  }
}
