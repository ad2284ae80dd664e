import type { BoardPanel, PanelData } from '../../boards/model';
import { Lines } from './lines';
import { withUnit } from './format';

type Stat = Extract<PanelData, { kind: 'stat' }>;
type Table = Extract<PanelData, { kind: 'table' }>;

const colourOf = ({ colours }: BoardPanel, value: number): string =>
  colours.findLast(({ from }) => from === null || value >= from)?.colour ?? 'none';

function Tiles({ panel, data }: { panel: BoardPanel; data: Stat }) {
  return (
    <ul class="tiles">
      {data.values.map(({ name, value }) => (
        <li key={name} class={`tile ${colourOf(panel, value)}`}>
          <span class="tile-name">{name}</span>
          <b>{panel.words[String(value)] ?? withUnit(value, panel.unit)}</b>
        </li>
      ))}
    </ul>
  );
}

function Rows({ panel, data }: { panel: BoardPanel; data: Table }) {
  return (
    <div class="scroll">
      <table>
        <thead>
          <tr>
            {panel.columns.map(({ title }) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.rows.map((row) => (
            <tr key={panel.columns.map(({ label }) => (label === undefined ? '' : row[label])).join(' ')}>
              {panel.columns.map(({ title, label, refId, unit }) => {
                const value = row[label ?? refId ?? ''];
                return (
                  <td key={title} class={label === undefined ? 'number' : ''}>
                    {typeof value === 'number' ? withUnit(value, unit) : (value ?? '–')}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const isEmpty = (data: PanelData): boolean =>
  data.kind === 'timeseries'
    ? data.series.every(({ values }) => values.every((value) => value === null))
    : data.kind === 'stat'
      ? data.values.length === 0
      : data.rows.length === 0;

function Content({ panel, data }: { panel: BoardPanel; data: PanelData }) {
  if (isEmpty(data)) return <p class="empty">No data.</p>;
  if (data.kind === 'timeseries') return <Lines data={data} unit={panel.unit} title={panel.title} />;
  return data.kind === 'stat' ? <Tiles panel={panel} data={data} /> : <Rows panel={panel} data={data} />;
}

/** One panel of a board, at its place. */
export function Panel({
  panel,
  data,
  fault,
}: {
  panel: BoardPanel;
  data: PanelData | undefined;
  fault: string;
}) {
  const { w, h } = panel.place;
  return (
    <figure
      class="panel"
      data-panel={panel.id}
      data-state={fault !== '' ? 'fault' : data === undefined ? 'loading' : isEmpty(data) ? 'empty' : 'data'}
      style={{ gridColumn: `span ${String(w)}`, minHeight: `${String(h * 32)}px` }}
    >
      <figcaption title={panel.description}>{panel.title}</figcaption>
      {fault !== '' ? <p class="refusal">{fault}</p> : null}
      {data === undefined ? null : <Content panel={panel} data={data} />}
    </figure>
  );
}
