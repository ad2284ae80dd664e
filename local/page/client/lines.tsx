import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import type { PanelData } from '../../boards/model';
import { hourAndMinute, withUnit } from './format';

type Data = Extract<PanelData, { kind: 'timeseries' }>;

/** Told apart also by those who see fewer colours (Okabe and Ito). */
const palette = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#56b4e9', '#d55e00', '#7a5195', '#8c8c00'];
const LIMIT = '#d13438';
const HEIGHT = 190;

const colourOf = (series: Data['series'], index: number): string => {
  if (series[index]?.limit === true) return LIMIT;
  const before = series.slice(0, index).filter(({ limit }) => !limit).length;
  return palette[before % palette.length] ?? LIMIT;
};

const style = (name: string): string => getComputedStyle(document.body).getPropertyValue(name);

const options = (data: Data, unit: string, width: number): uPlot.Options => {
  const axis = {
    stroke: style('--quiet'),
    grid: { stroke: style('--line'), width: 1 },
    ticks: { show: false },
  };
  return {
    width,
    height: HEIGHT,
    legend: { show: false },
    cursor: { y: false },
    // From zero, and never flat: an empty hour is a line at the bottom.
    scales: { y: { range: (_, low, high) => [Math.min(0, low), high <= 0 ? 1 : high * 1.08] } },
    axes: [
      { ...axis, values: (_, splits) => splits.map(hourAndMinute) },
      { ...axis, size: 76, values: (_, splits) => splits.map((value) => withUnit(value, unit)) },
    ],
    series: [
      {},
      ...data.series.map(({ name, limit }, index) => ({
        label: name,
        stroke: colourOf(data.series, index),
        width: limit ? 1 : 1.75,
        ...(limit ? { dash: [8, 6] } : { fill: `${colourOf(data.series, index)}14` }),
        points: { show: false },
        spanGaps: false,
      })),
    ],
  };
};

const last = (values: readonly (number | null)[]): number | undefined =>
  values.findLast((value) => value !== null) ?? undefined;

/** Lines over time with their last values. */
export function Lines({ data, unit, title }: { data: Data; unit: string; title: string }) {
  const holder = useRef<HTMLDivElement>(null);
  const names = data.series.map(({ name, limit }) => `${name}${String(limit)}`).join('\n');
  const chart = useRef<uPlot | undefined>(undefined);
  useEffect(() => {
    const element = holder.current;
    if (element === null) return undefined;
    const drawn = new uPlot(options(data, unit, element.clientWidth), undefined, element);
    chart.current = drawn;
    const resized = new ResizeObserver(() => {
      drawn.setSize({ width: element.clientWidth, height: HEIGHT });
    });
    resized.observe(element);
    return () => {
      resized.disconnect();
      drawn.destroy();
      chart.current = undefined;
    };
  }, [names, unit]);
  useEffect(() => {
    chart.current?.setData([[...data.times], ...data.series.map(({ values }) => [...values])]);
  }, [data]);
  return (
    <>
      <div class="chart" ref={holder} role="img" aria-label={title} />
      <ul class="legend">
        {data.series.map(({ name, limit, values }, index) => {
          const value = last(values);
          return (
            <li key={name}>
              <span
                class={limit ? 'key limit' : 'key'}
                style={{ background: colourOf(data.series, index) }}
              />
              {name} {value === undefined ? null : <b>{withUnit(value, unit)}</b>}
            </li>
          );
        })}
      </ul>
    </>
  );
}
