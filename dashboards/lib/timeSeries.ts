import {
  GraphGradientMode,
  LegendDisplayMode,
  LegendPlacement,
  SortOrder,
  TooltipDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import { heights, placed, type PanelSpec, type PlacedPanel } from './panel';
import { overTime, prometheus, refId } from './query';
import { grafanaUnit } from './units';

/** Looks of a limit: a dashed red line without filling; pointing at the graph names it, the legend is left to the values. */
const limitLook = [
  { id: 'color', value: { mode: 'fixed', fixedColor: 'red' } },
  { id: 'custom.lineStyle', value: { fill: 'dash', dash: [8, 8] } },
  { id: 'custom.fillOpacity', value: 0 },
  { id: 'custom.lineWidth', value: 1 },
  { id: 'custom.hideFrom', value: { legend: true, tooltip: false, viz: false } },
];

export interface TimeSeriesSpec extends PanelSpec {
  /** Values may be negative, as of profit and loss: the axis does not start at zero. */
  readonly signed?: boolean;
}

/** Lines over time, from zero. Queries marked `limit` are drawn as the lines where alerts fire. */
export const timeSeries = (spec: TimeSeriesSpec): PlacedPanel => {
  const builder = new PanelBuilder()
    .title(spec.title)
    .description(spec.description)
    .datasource(prometheus)
    .targets(spec.queries.map(overTime))
    .unit(grafanaUnit[spec.unit])
    .lineWidth(2)
    .fillOpacity(8)
    .gradientMode(GraphGradientMode.Opacity)
    .showPoints(VisibilityMode.Never)
    .legend(
      new VizLegendOptionsBuilder()
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Bottom)
        .showLegend(true),
    )
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending));
  if (spec.signed !== true) builder.min(0);
  spec.queries.forEach(({ limit }, index) => {
    if (limit === true) builder.overrideByQuery(refId(index), limitLook);
  });
  return placed(spec, heights.graph, builder);
};
