import { record } from '../../plan/recorder';
import type { Recording } from '../../plan/recording';

/** Runs one component (or a few) as the engine would, with no configuration. */
export const recorded = (program: () => unknown): Promise<Recording> =>
  record(program, { project: 'observatory', stack: 'test' });

/** `type name` of resources, sorted: what a test lists by hand. */
export const listed = (resources: readonly { readonly type: string; readonly name: string }[]): string[] =>
  resources.map(({ type, name }) => `${type.split(':').at(-1) ?? ''} ${name}`).sort();
