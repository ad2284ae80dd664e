import type * as k8s from '@pulumi/kubernetes';
import type * as pulumi from '@pulumi/pulumi';
import { namespaces, releases } from '../../config/naming';
import { chartRelease, type ChartSettings } from '../chartRelease';
import { Component } from '../component';
import { stackValues, type StackValuesInput } from './values';

export interface MetricsArgs extends StackValuesInput {
  readonly charts: ChartSettings;
}

/** kube-prometheus-stack: the operator, Prometheus, Alertmanager, Grafana, node-exporter and kube-state-metrics. */
export class Metrics extends Component {
  readonly release: k8s.helm.v3.Release;

  constructor(name: string, args: MetricsArgs, opts?: pulumi.ComponentResourceOptions) {
    super('Metrics', name, {}, opts);
    this.release = chartRelease(
      releases.stack,
      {
        chart: 'kube-prometheus-stack',
        release: releases.stack,
        namespace: namespaces.stack,
        values: stackValues(args),
        settings: args.charts,
      },
      this.child,
    );
    this.registerOutputs({ release: this.release.name });
  }
}
