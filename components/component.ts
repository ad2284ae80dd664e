import * as pulumi from '@pulumi/pulumi';
import { componentType } from '../config/naming';

/** The one base of our components: type token and argument passing in one place, nothing else. */
export abstract class Component extends pulumi.ComponentResource {
  /** Options of every child: parent, and with it the provider. */
  protected readonly child: pulumi.CustomResourceOptions;

  protected constructor(noun: string, name: string, args: object, opts?: pulumi.ComponentResourceOptions) {
    super(componentType(noun), name, { ...args }, opts);
    this.child = { parent: this };
  }
}
