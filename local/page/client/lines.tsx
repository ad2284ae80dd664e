import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import type { PanelData } from '../../boards/model';
import { steps } from './axis';
import { hourAndMinute, withUnit } from './format';

type Data = Extract<PanelData, { kind: 'timeseries' }>;

/** Told apart also by those who see fewer colours (Okabe and Ito). */
const palette = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#56b4e9', '#d55e00', '#7a5195', '#8c8c00'];
const LIMIT = '#d13438';
/** More areas than these hide one another. */
const FILLED = 2;
/** Pixels below a graph, for its times. */
const TIMES = 30;

const colourOf = (series: Data['series'], index: number): string => {
  if (series[index]?.limit === true) return LIMIT;
  const before = series.slice(0, index).filter(({ limit }) => !limit).length;
  return palette[before % palette.length] ?? LIMIT;
};

const style = (name: string): string => getComputedStyle(document.body).getPropertyValue(name);

interface Size {
  readonly width: number;
  readonly height: number;
}

const sizeOf = ({ clientWidth, clientHeight }: HTMLElement): Size => ({
  width: clientWidth,
  height: clientHeight,
});

/** A value without neighbours has no line: it is a dot. */
const lonely: uPlot.Series.Points.Filter = (chart, series) => {
  const values = Array.from<unknown>(chart.data[series] ?? []);
  const isValue = (at: number): boolean => typeof values[at] === 'number';
  return values.flatMap((_, at) => (isValue(at) && !isValue(at - 1) && !isValue(at + 1) ? [at] : []));
};

const options = (data: Data, unit: string, size: Size): uPlot.Options => {
  const filled = data.series.filter(({ limit }) => !limit).length <= FILLED;
  const axis = {
    stroke: style('--quiet'),
    grid: { stroke: style('--line'), width: 1 },
    ticks: { show: false },
  };
  return {
    ...size,
    legend: { show: false },
    cursor: { y: false },
    // From zero, and never flat: an empty hour is a line at the bottom.
    scales: { y: { range: (_, low, high) => [Math.min(0, low), high <= 0 ? 1 : high * 1.08] } },
    axes: [
      { ...axis, size: TIMES, gap: 8, values: (_, splits) => splits.map(hourAndMinute) },
      {
        ...axis,
        size: 78,
        ...steps(unit),
        values: (_, splits) => splits.map((value) => withUnit(value, unit)),
      },
    ],
    series: [
      {},
      ...data.series.map(({ name, limit }, index) => ({
        label: name,
        stroke: colourOf(data.series, index),
        width: limit ? 1 : 1.75,
        ...(limit ? { dash: [8, 6] } : {}),
        ...(filled && !limit ? { fill: `${colourOf(data.series, index)}14` } : {}),
        points: { show: true, size: 5, fill: colourOf(data.series, index), filter: lonely },
        spanGaps: false,
      })),
    ],
  };
};

const last = (values: readonly (number | null)[]): number | undefined =>
  values.findLast((value) => value !== null) ?? undefined;

/** Limits of many applications with one name and one value are one entry: what the line is called, and where it lies. */
const limitsOf = (data: Data, unit: string): readonly string[] => [
  ...new Set(
    data.series.flatMap(({ name, limit, values }) => {
      const value = last(values);
      const [kind = ''] = name.split(' ');
      return limit && value !== undefined ? [`${kind} ${withUnit(value, unit)}`] : [];
    }),
  ),
];

function Legend({ data, unit }: { data: Data; unit: string }) {
  return (
    <ul class="legend">
      {data.series.map(({ name, limit, values }, index) => {
        const value = last(values);
        return limit ? null : (
          <li key={name}>
            <span class="key" style={{ background: colourOf(data.series, index) }} />
            {name} {value === undefined ? null : <b>{withUnit(value, unit)}</b>}
          </li>
        );
      })}
      {limitsOf(data, unit).map((text) => (
        <li key={text}>
          <span class="key limit" style={{ borderColor: LIMIT }} />
          {text}
        </li>
      ))}
    </ul>
  );
}

/** Lines over time with their last values. */
export function Lines({ data, unit, title }: { data: Data; unit: string; title: string }) {
  const holder = useRef<HTMLDivElement>(null);
  const names = data.series.map(({ name, limit }) => `${name}${String(limit)}`).join('\n');
  const chart = useRef<uPlot | undefined>(undefined);
  useEffect(() => {
    const element = holder.current;
    if (element === null) return undefined;
    const drawn = new uPlot(options(data, unit, sizeOf(element)), undefined, element);
    chart.current = drawn;
    const resized = new ResizeObserver(() => {
      drawn.setSize(sizeOf(element));
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
      <Legend data={data} unit={unit} />
    </>
  );
}
