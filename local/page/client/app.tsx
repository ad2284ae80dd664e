import type { RunStatus } from '../../run/status';
import { Boards } from './boards';
import { span } from './format';
import { useNow, useRoute, useStatus } from './hooks';
import { Inboxes } from './inboxes';
import { Overview } from './overview';
import { Steps } from './steps';
import { Targets } from './targets';

const tabs = [
  { path: '', title: 'Overview' },
  { path: 'dashboards', title: 'Dashboards' },
  { path: 'inboxes', title: 'Inboxes' },
  { path: 'targets', title: 'What runs' },
] as const;

const States: Readonly<Record<RunStatus['state'], string>> = {
  starting: 'starting',
  running: 'running',
  ending: 'ending',
};

function Header({ status, lost, path }: { status: RunStatus | undefined; lost: boolean; path: string }) {
  const now = useNow();
  const state = lost ? 'ended' : status === undefined ? 'connecting' : States[status.state];
  const firing = status?.alerts.filter((alert) => alert.state === 'firing').length ?? 0;
  return (
    <header class="top">
      <a class="brand" href="#/">
        Observatory
      </a>
      <nav aria-label="Sections">
        {tabs.map((tab) => (
          <a
            key={tab.path}
            href={`#/${tab.path}`}
            {...(tab.path === path ? { 'aria-current': 'page' as const } : {})}
          >
            {tab.title}
          </a>
        ))}
      </nav>
      <p class="state" role="status">
        {firing > 0 && !lost ? <span class="pill bad">{firing} firing</span> : null}
        <span class={`pill ${state === 'running' ? 'good' : 'quiet'}`}>{state}</span>
        {status === undefined || lost ? null : <span class="elapsed">{span(now - status.startedAt)}</span>}
      </p>
    </header>
  );
}

function Section({ route, status }: { route: readonly string[]; status: RunStatus }) {
  if (route[0] === 'dashboards') return <Boards uid={route[1]} status={status} />;
  if (route[0] === 'inboxes') return <Inboxes status={status} />;
  if (route[0] === 'targets') return <Targets status={status} />;
  return <Overview status={status} />;
}

export function App() {
  const { status, lost } = useStatus();
  const route = useRoute();
  return (
    <>
      <Header status={status} lost={lost} path={route[0] ?? ''} />
      <main>
        {lost ? (
          <p class="notice">
            The run has ended; what you see is its last state. <code>npm start</code> begins another one.
          </p>
        ) : null}
        {status === undefined ? null : status.state === 'starting' ? (
          <Steps steps={status.steps} />
        ) : (
          <Section route={route} status={status} />
        )}
      </main>
    </>
  );
}
