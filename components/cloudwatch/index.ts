import type * as k8s from '@pulumi/kubernetes';
import type * as pulumi from '@pulumi/pulumi';
import type { CloudwatchTarget } from '../../config/aws';
import { namespaces, releases } from '../../config/naming';
import type { StackConfig } from '../../config/schema/stack';
import { chartRelease, type ChartSettings } from '../chartRelease';
import { Component } from '../component';
import { cloudwatchValues } from './values';

export interface CloudwatchArgs {
  readonly config: StackConfig;
  readonly target: CloudwatchTarget;
  readonly charts: ChartSettings;
}

/** The exporter of CloudWatch, which says what AWS knows of its services and what they cost. */
export class Cloudwatch extends Component {
  readonly release: k8s.helm.v3.Release;

  constructor(name: string, args: CloudwatchArgs, opts?: pulumi.ComponentResourceOptions) {
    super('Cloudwatch', name, {}, opts);
    this.release = chartRelease(
      releases.cloudwatch,
      {
        chart: 'prometheus-yet-another-cloudwatch-exporter',
        release: releases.cloudwatch,
        namespace: namespaces.stack,
        values: cloudwatchValues(args.config, args.target),
        settings: args.charts,
      },
      this.child,
    );
    this.registerOutputs({});
  }
}
