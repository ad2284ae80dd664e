import type * as k8s from '@pulumi/kubernetes';
import type * as pulumi from '@pulumi/pulumi';
import type { Application } from '../../config/schema/application';
import type { MetricsConfig, SyntheticsConfig } from '../../config/schema/stack';
import { Component } from '../component';
import { customResource } from '../customResource';
import { monitorSpecs } from './monitorSpec';
import { probeScrapeConfigs, staticScrapeConfigs } from './scrapeConfigs';

export interface MonitorsArgs {
  readonly applications: readonly Application[];
  readonly metrics: MetricsConfig;
  readonly synthetics: SyntheticsConfig;
}

/** What Prometheus is to scrape: an object per application, seldom two; fixed targets and probes packed. */
export class Monitors extends Component {
  readonly resources: readonly k8s.apiextensions.CustomResource[];

  constructor(name: string, args: MonitorsArgs, opts?: pulumi.ComponentResourceOptions) {
    super('Monitors', name, {}, opts);
    this.resources = [...this.perApplication(args), ...this.packed(args)];
    this.registerOutputs({});
  }

  private perApplication({ applications, metrics }: MonitorsArgs) {
    return applications.flatMap((application) =>
      monitorSpecs(application, metrics).map((monitor, index) => {
        // A dot is in no name of an application, so that none is called like another's second monitor.
        const name = index === 0 ? application.name : `${application.name}.exporters`;
        return customResource(`monitor-${name}`, { ...monitor, name }, this.child);
      }),
    );
  }

  private packed({ applications, metrics, synthetics }: MonitorsArgs) {
    const packed = [
      ...staticScrapeConfigs(applications, metrics),
      ...(synthetics.enabled ? probeScrapeConfigs(applications, synthetics) : []),
    ];
    return packed.map(({ name, spec }) =>
      customResource(`scrape-${name}`, { kind: 'ScrapeConfig', name, spec }, this.child),
    );
  }
}
