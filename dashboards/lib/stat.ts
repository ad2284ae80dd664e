import {
  BigValueColorMode,
  BigValueGraphMode,
  BigValueTextMode,
  ReduceDataOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import {
  MappingType,
  ThresholdsConfigBuilder,
  ThresholdsMode,
  type Threshold,
  type ValueMapping,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { heights, placed, type PanelSpec, type PlacedPanel } from './panel';
import { now, prometheus } from './query';
import { grafanaUnit } from './units';

export interface StatSpec extends PanelSpec {
  /** Colours from a value upwards, ascending; the first from minus infinity. */
  readonly colours: readonly [
    first: Threshold['color'],
    ...steps: (readonly [from: number, colour: string])[],
  ];
  /** Words for single values, e.g. 0: DOWN. */
  readonly words?: Readonly<Record<string, string>>;
}

const thresholds = ([first, ...steps]: StatSpec['colours']): ThresholdsConfigBuilder =>
  new ThresholdsConfigBuilder()
    .mode(ThresholdsMode.Absolute)
    .steps([{ color: first, value: null }, ...steps.map(([value, color]) => ({ value, color }))]);

const mapping = (words: Readonly<Record<string, string>>): ValueMapping => ({
  type: MappingType.ValueToText,
  options: Object.fromEntries(Object.entries(words).map(([value, text], index) => [value, { text, index }])),
});

/** The value of now, one coloured tile per series. */
export const stat = (spec: StatSpec): PlacedPanel => {
  const builder = new PanelBuilder()
    .title(spec.title)
    .description(spec.description)
    .datasource(prometheus)
    .targets(spec.queries.map(now))
    .unit(grafanaUnit[spec.unit])
    .thresholds(thresholds(spec.colours))
    .mappings(spec.words === undefined ? [] : [mapping(spec.words)])
    .colorMode(BigValueColorMode.Background)
    .graphMode(BigValueGraphMode.None)
    .textMode(BigValueTextMode.ValueAndName)
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']).values(false));
  return placed(spec, heights.stat, builder);
};
