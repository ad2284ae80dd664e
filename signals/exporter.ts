import { recorded } from './recorded';
import { exporterLabels, signal, type Signal, type Unit } from './signal';

/** A metric of the exporter of a dependency, with the labels of its own that a query may ask for. */
export const exported = <const Label extends string = never>(
  kind: Signal['kind'],
  metric: string,
  unit: Unit,
  description: string,
  labels: readonly Label[] = [],
): Signal<Label | (typeof exporterLabels)[number]> =>
  signal({ metric, kind, unit, labels: [...exporterLabels, ...labels], source: 'target', description });

/** A series that rules record once per dependency. */
export const ofDependency = (metric: string, unit: Unit, description: string) =>
  recorded(metric, unit, description, ['dependency']);
