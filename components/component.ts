import * as pulumi from '@pulumi/pulumi';
import { componentType } from '../config/naming';

/**
 * The one base of our components: type token and options of children in one place, nothing else.
 *
 * `inputs` is what the engine records of the component itself. Content (rules, dashboards, applications) stays out
 * of it: its resources hold it already, and the state would grow twice as fast.
 */
export abstract class Component extends pulumi.ComponentResource {
  /** Options of every child: its parent, and with it the provider; and what the component itself waits for. */
  protected readonly child: pulumi.CustomResourceOptions;

  protected constructor(
    noun: string,
    name: string,
    inputs: pulumi.Inputs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super(componentType(noun), name, inputs, opts);
    this.child = { parent: this, ...(opts?.dependsOn === undefined ? {} : { dependsOn: opts.dependsOn }) };
  }
}
