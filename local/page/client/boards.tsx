import { useEffect, useState } from 'preact/hooks';
import type { Board, BoardPanel, PanelData } from '../../boards/model';
import type { RunStatus } from '../../run/status';
import { get } from './api';
import { Panel } from './panel';

/** Milliseconds between an answer and the next question. */
const REFRESH = 5_000;
const spans = [5, 15, 60, 360] as const;

type Choice = Readonly<Record<string, string>>;

const query = (minutes: number, choice: Choice): string =>
  new URLSearchParams({
    minutes: String(minutes),
    ...Object.fromEntries(Object.entries(choice).map(([name, value]) => [`var-${name}`, value])),
  }).toString();

/** Calls `load` now, a few seconds after each answer, and whenever `key` changes, until the component goes. */
function useRefresh(key: string, load: (signal: AbortSignal) => Promise<void>): void {
  useEffect(() => {
    const ending = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    // After the answer: what is slow is not asked a second time meanwhile.
    const again = (): void => {
      if (!ending.signal.aborted) timer = setTimeout(once, REFRESH);
    };
    const once = (): void => {
      load(ending.signal).then(again, again);
    };
    once();
    return () => {
      ending.abort();
      clearTimeout(timer);
    };
  }, [key]);
}

function LivePanel({ board, panel, search }: { board: Board; panel: BoardPanel; search: string }) {
  const [data, setData] = useState<PanelData>();
  const [fault, setFault] = useState('');
  const path = `/boards/${board.uid}/panels/${String(panel.id)}?${search}`;
  useRefresh(path, async (signal) => {
    try {
      setData(await get<PanelData>(path, signal));
      setFault('');
    } catch (error) {
      if (!signal.aborted) setFault(error instanceof Error ? error.message : String(error));
    }
  });
  return <Panel panel={panel} data={data} fault={fault} />;
}

function Variables({
  board,
  choice,
  search,
  choose,
}: {
  board: Board;
  choice: Choice;
  search: string;
  choose: (name: string, value: string) => void;
}) {
  const [values, setValues] = useState<Readonly<Record<string, readonly string[]>>>({});
  const path = `/boards/${board.uid}/variables?${search}`;
  useRefresh(path, async (signal) => {
    setValues(await get(path, signal));
  });
  return (
    <>
      {board.variables.map(({ name, label, multi, preset }) => (
        <label key={name}>
          {label}
          <select
            value={choice[name] ?? preset}
            onChange={({ currentTarget }) => {
              choose(name, currentTarget.value);
            }}
          >
            {multi ? <option value="$__all">All</option> : null}
            {(values[name] ?? []).map((value) => (
              <option key={value} value={value}>
                {value}
              </option>
            ))}
          </select>
        </label>
      ))}
    </>
  );
}

function LiveBoard({ board }: { board: Board }) {
  const [minutes, setMinutes] = useState<number>(15);
  const [choice, setChoice] = useState<Choice>({});
  const search = query(minutes, choice);
  return (
    <>
      <div class="board-head">
        <div>
          <h1>{board.title}</h1>
          <p class="quiet">{board.description}</p>
        </div>
        <form class="variables">
          <Variables
            board={board}
            choice={choice}
            search={search}
            choose={(name, value) => {
              setChoice({ ...choice, [name]: value });
            }}
          />
          <label>
            Last
            <select
              value={String(minutes)}
              onChange={({ currentTarget }) => {
                setMinutes(Number(currentTarget.value));
              }}
            >
              {spans.map((span) => (
                <option key={span} value={String(span)}>
                  {span < 60 ? `${String(span)} min` : `${String(span / 60)} h`}
                </option>
              ))}
            </select>
          </label>
        </form>
      </div>
      {board.rows.map(({ title, panels }) => (
        <section key={title} aria-label={title}>
          <h2 class="row-title">{title}</h2>
          <div class="grid">
            {panels.map((panel) => (
              <LivePanel key={panel.id} board={board} panel={panel} search={search} />
            ))}
          </div>
        </section>
      ))}
    </>
  );
}

/** The stack's dashboards with the data of this run: sketches, because they are not Grafana. */
export function Boards({ uid, status }: { uid: string | undefined; status: RunStatus }) {
  const [boards, setBoards] = useState<readonly Board[]>([]);
  useEffect(() => {
    get<readonly Board[]>('/boards').then(setBoards, () => undefined);
  }, [status.state]);
  const board = boards.find((one) => one.uid === uid) ?? boards[0];
  return (
    <>
      <nav class="boards" aria-label="Dashboards">
        {boards.map((one) => (
          <a
            key={one.uid}
            href={`#/dashboards/${one.uid}`}
            {...(one.uid === board?.uid ? { 'aria-current': 'page' as const } : {})}
          >
            {one.title}
          </a>
        ))}
        <span class="quiet">Sketches of the provisioned dashboards, with the data of this run.</span>
      </nav>
      {board === undefined ? null : <LiveBoard key={board.uid} board={board} />}
    </>
  );
}
