import * as pulumi from '@pulumi/pulumi';

/** A resource of ours that had another place in an earlier version. */
export interface Rename {
  /** Type token and logical name, as they are now. */
  readonly type: string;
  readonly name: string;
  /** What of it was different, as Pulumi's alias says it. */
  readonly formerly: pulumi.Alias;
  /** Version that renamed it. */
  readonly since: string;
}

/**
 * Every rename since 0.1.0. Without its line `pulumi up` deletes the old resource and makes a new one: a namespace with its
 * volumes, a release with its pods. Lines stay for as long as somebody may upgrade from before.
 */
export const renames: readonly Rename[] = [];

/** Gives each renamed resource its aliases; inherited by all children of whatever has it among its `transformations`. */
export const aliasing =
  (table: readonly Rename[]): pulumi.ResourceTransformation =>
  ({ type, name, props, opts }) => {
    const former = table.filter((rename) => rename.type === type && rename.name === name);
    if (former.length === 0) return undefined;
    const aliases = former.map(({ formerly }) => formerly);
    return { props: props, opts: pulumi.mergeOptions(opts, { aliases }) };
  };
