import type * as k8s from '@pulumi/kubernetes';
import type * as pulumi from '@pulumi/pulumi';
import type { PackedRules } from '../../rules/pack';
import { seriesLabels } from '../../config/naming';
import { Component } from '../component';
import { customResource } from '../customResource';

export interface RulesArgs {
  /** Rule groups, packed per team. */
  readonly packed: readonly PackedRules[];
}

/** Recording and alerting rules as PrometheusRule objects: one per team, more where a team's would be too large. */
export class Rules extends Component {
  readonly resources: readonly k8s.apiextensions.CustomResource[];

  constructor(name: string, args: RulesArgs, opts?: pulumi.ComponentResourceOptions) {
    super('Rules', name, {}, opts);
    this.resources = args.packed.map((rules) =>
      customResource(
        `rules-${rules.name}`,
        {
          kind: 'PrometheusRule',
          name: `rules-${rules.name}`,
          labels: { [seriesLabels.team]: rules.team },
          spec: { groups: rules.groups },
        },
        this.child,
      ),
    );
    this.registerOutputs({});
  }
}
