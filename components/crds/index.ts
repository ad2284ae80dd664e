import type * as k8s from '@pulumi/kubernetes';
import type * as pulumi from '@pulumi/pulumi';
import { namespaces, releases } from '../../config/naming';
import type { StackConfig } from '../../config/schema/stack';
import { chartRelease, type ChartSettings } from '../chartRelease';
import { Component } from '../component';

export interface CustomResourceDefinitionsArgs {
  readonly mode: StackConfig['crds'];
  readonly charts: ChartSettings;
}

/**
 * The prometheus-operator CRDs, on their own: Helm never upgrades a chart's crds/ folder, and custom resources need
 * them before the stack. Kept when the stack is destroyed, because deleting a CRD deletes every object of its kind.
 */
export class CustomResourceDefinitions extends Component {
  /** What custom resources depend on: the release, or nothing where somebody else brings the CRDs. */
  readonly ready: readonly k8s.helm.v3.Release[];

  constructor(name: string, args: CustomResourceDefinitionsArgs, opts?: pulumi.ComponentResourceOptions) {
    super('CustomResourceDefinitions', name, { mode: args.mode }, opts);
    this.ready = args.mode === 'existing' ? [] : [this.release(args)];
    this.registerOutputs({});
  }

  private release(args: CustomResourceDefinitionsArgs): k8s.helm.v3.Release {
    return chartRelease(
      releases.crds,
      {
        chart: 'prometheus-operator-crds',
        release: releases.crds,
        namespace: namespaces.stack,
        values: { crds: { annotations: { 'helm.sh/resource-policy': 'keep' } } },
        settings: args.charts,
        takeOwnership: args.mode === 'adopt',
      },
      this.child,
    );
  }
}
