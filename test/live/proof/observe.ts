import type { Notification } from '../../../local/inboxes/model';
import type { RunStatus } from '../../../local/run/status';
import type { StartedRun } from '../support/run';
import type { FiredAlert, Message, Observation } from './model';

/** Alerts that always fire, or that only keep others back. */
const STANDING = ['Watchdog', 'InfoInhibitor'];

interface Answer {
  readonly data: { readonly result: readonly { readonly metric: Readonly<Record<string, string>> }[] };
}

const prometheusOf = ({ programs }: RunStatus): string =>
  programs.find(({ name }) => name === 'Prometheus')?.url ?? '';

const firing = 'ALERTS{alertstate="firing"}';

const alertsOf = async (
  prometheusUrl: string,
  series: string,
  at: number,
): Promise<readonly FiredAlert[]> => {
  const expr = `count by (alertname, application, priority) (${series})`;
  const response = await fetch(
    `${prometheusUrl}/api/v1/query?time=${String(at / 1_000)}&query=${encodeURIComponent(expr)}`,
  );
  if (!response.ok) throw new Error(await response.text());
  const { data } = (await response.json()) as Answer;
  return data.result
    .map(({ metric: { alertname = '', application = '', priority = '' } }) => ({
      alert: alertname,
      application,
      priority,
    }))
    .filter(({ alert }) => !STANDING.includes(alert));
};

/** What comes before the alert in a title: `[P1 firing] `, `Escalated: [P2 firing ×3] `, `P1 `. */
const LEAD = /^(Escalated: )?(\[P\d \w+( ×\d+)?\]|P\d) /;

/** A message is about one group, which is one alert of one application; its title says both: `ServiceDown: demo (…)`. */
const messageOf = ({
  inbox,
  destination,
  status,
  title,
  text,
  alerts,
  receivedAt,
}: Notification): Message => {
  const [, alert = alerts[0] ?? title, application = ''] =
    /^(\w+)(?:: ([^\s(]+))?/.exec(title.replace(LEAD, '')) ?? [];
  return { to: `${inbox} ${destination}`, alert, application, status, text: `${title}\n${text}`, receivedAt };
};

/** What arrived in the inboxes of a run in a time, milliseconds since 1970. Does not need Prometheus. */
export const heard = async (
  run: StartedRun,
  from: number,
  to: number,
): Promise<Pick<Observation, 'messages' | 'switchCalls'>> => {
  const { notifications } = await run.status();
  const meanwhile = notifications.filter(({ receivedAt }) => receivedAt >= from && receivedAt <= to);
  return {
    messages: meanwhile.filter(({ inbox }) => inbox !== 'heartbeat').map(messageOf),
    switchCalls: meanwhile.filter(({ inbox }) => inbox === 'heartbeat').map(({ status }) => status),
  };
};

/**
 * What a run showed in a time, milliseconds since 1970. The alerts are from Prometheus' own record of them, so that nothing is
 * missed between two looks.
 */
export const observe = async (run: StartedRun, from: number, to: number): Promise<Observation> => {
  const url = prometheusOf(await run.status());
  const window = `${String(Math.max(1, Math.floor((to - from) / 1_000)))}s`;
  return {
    fired: await alertsOf(url, `last_over_time(${firing}[${window}])`, to),
    left: await alertsOf(url, firing, to),
    ...(await heard(run, from, to)),
  };
};
