import type * as k8s from '@pulumi/kubernetes';
import type * as pulumi from '@pulumi/pulumi';
import { namespaces, releases } from '../../config/naming';
import type { StackConfig } from '../../config/schema/stack';
import { chartRelease, type ChartSettings } from '../chartRelease';
import { Component } from '../component';
import { blackboxValues } from './values';

export interface SyntheticsArgs {
  readonly config: StackConfig;
  readonly charts: ChartSettings;
}

/** The blackbox exporter, which requests the URLs that applications name. */
export class Synthetics extends Component {
  readonly release: k8s.helm.v3.Release;

  constructor(name: string, args: SyntheticsArgs, opts?: pulumi.ComponentResourceOptions) {
    super('Synthetics', name, {}, opts);
    this.release = chartRelease(
      releases.blackbox,
      {
        chart: 'prometheus-blackbox-exporter',
        release: releases.blackbox,
        namespace: namespaces.stack,
        values: blackboxValues(args.config),
        settings: args.charts,
      },
      this.child,
    );
    this.registerOutputs({});
  }
}
