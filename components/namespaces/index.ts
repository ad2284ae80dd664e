import * as k8s from '@pulumi/kubernetes';
import type * as pulumi from '@pulumi/pulumi';
import { managedByLabels, monitoredNamespaceLabel, namespaces } from '../../config/naming';
import { Component } from '../component';

/** https://kubernetes.io/docs/concepts/security/pod-security-standards/ */
type PodSecurity = 'restricted' | 'privileged';

/** The stack's own namespaces, each with its pod-security level. */
export class Namespaces extends Component {
  /** Everything but node-exporter. */
  readonly stack: k8s.core.v1.Namespace;
  /** node-exporter, which needs the host's namespaces. */
  readonly nodes: k8s.core.v1.Namespace;

  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super('Namespaces', name, {}, opts);
    // Kept when the stack is destroyed: with a namespace go the volumes in it, and with them metrics and silences.
    this.stack = this.namespace(namespaces.stack, 'restricted', { retainOnDelete: true });
    this.nodes = this.namespace(namespaces.nodes, 'privileged');
    this.registerOutputs({ stack: this.stack.metadata.name, nodes: this.nodes.metadata.name });
  }

  private namespace(
    name: string,
    podSecurity: PodSecurity,
    opts: pulumi.CustomResourceOptions = {},
  ): k8s.core.v1.Namespace {
    return new k8s.core.v1.Namespace(
      name,
      {
        metadata: {
          name,
          labels: {
            ...managedByLabels,
            ...monitoredNamespaceLabel,
            'pod-security.kubernetes.io/enforce': podSecurity,
            'pod-security.kubernetes.io/warn': podSecurity,
            'pod-security.kubernetes.io/audit': podSecurity,
          },
        },
      },
      { ...this.child, ...opts },
    );
  }
}
