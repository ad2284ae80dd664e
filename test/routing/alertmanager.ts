import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stringify } from 'yaml';
import { buildAlertmanager } from '../../routing';
import type { AlertmanagerConfig, Route } from '../../routing/alertmanager';
import type { RoutingInput } from '../../routing/model';
import type { Duration } from '../../rules/model';
import { ensureProgram } from '../../tools/build';
import { withTemporaryFolder } from '../../tools/run';

/** A request that arrived: `/slack/…`, `/pagerduty`, `/heartbeat`, and when, in milliseconds. */
export interface Received {
  readonly path: string;
  readonly body: unknown;
  readonly at: number;
}

export interface Running {
  readonly received: readonly Received[];
  /** Tells Alertmanager of alerts that fire now, as Prometheus does. */
  readonly post: (
    alerts: readonly {
      labels: Record<string, string>;
      annotations?: Record<string, string>;
      /** Has resolved then. */
      endsAt?: string;
    }[],
  ) => Promise<void>;
  /** Waits until `condition` holds for what was received; fails after `seconds` (20 by default). */
  readonly until: (condition: (received: readonly Received[]) => boolean, seconds?: number) => Promise<void>;
}

/** Seconds that a wait of the contract becomes. */
export type Hurry = (wait: Duration) => Duration;

const aSecond: Hurry = () => '1s';

/** The same tree, with every wait cut short: what is tested is who is told, not that a minute lasts a minute. */
const hurried = (route: Route, hurry: Hurry): Route => ({
  ...route,
  ...(route.receiver === 'heartbeat' || route.group_wait === undefined
    ? {}
    : { group_wait: hurry(route.group_wait), group_interval: '1s' as const }),
  ...(route.routes === undefined ? {} : { routes: route.routes.map((inner) => hurried(inner, hurry)) }),
});

const bodyOf = async (request: IncomingMessage): Promise<unknown> => {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += String(chunk);
  return JSON.parse(text);
};

const openInbox = async (received: Received[]) => {
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      received.push({ path: request.url ?? '', body, at: Date.now() });
      response.writeHead(request.url === '/pagerduty' ? 202 : 200);
      response.end(request.url?.startsWith('/slack') === true ? 'ok' : '{}');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}` };
};

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
};

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/-/ready`).then(
    (response) => response.ok,
    () => false,
  );

const stop = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
};

/** Writes configuration, templates and credentials as the deployment mounts them, pointing at the inbox. */
const writeFiles = async (
  folder: string,
  input: RoutingInput,
  inbox: string,
  hurry: Hurry,
  change: (config: AlertmanagerConfig) => object,
): Promise<string> => {
  const { config, templates, secrets } = buildAlertmanager(input, (secret) =>
    path.join(folder, 'secrets', secret),
  );
  await mkdir(path.join(folder, 'secrets'));
  const addresses = secrets.map((secret) => {
    const value =
      secret === 'heartbeat.url'
        ? `${inbox}/heartbeat`
        : secret.startsWith('slack.')
          ? `${inbox}/slack/${secret}`
          : `key-of-${secret}`;
    return writeFile(path.join(folder, 'secrets', secret), `${value}\n`);
  });
  const words = Object.entries(templates).map(([name, text]) => writeFile(path.join(folder, name), text));
  await Promise.all([...addresses, ...words]);
  const local = {
    ...config,
    global: { ...config.global, pagerduty_url: `${inbox}/pagerduty` },
    templates: [path.join(folder, '*.tmpl')],
    route: hurried(config.route, hurry),
  };
  const file = path.join(folder, 'alertmanager.yaml');
  await writeFile(file, stringify(change(local), { lineWidth: 0 }));
  return file;
};

/**
 * Runs real Alertmanager with the configuration of `input` while `work` runs, with one inbox for all channels.
 *
 * @param hurry what the waits become; a second by default
 * @param change what else differs from what is deployed
 */
export const withAlertmanager = (
  input: RoutingInput,
  work: (running: Running) => Promise<void>,
  hurry = aSecond,
  change: (config: AlertmanagerConfig) => object = (config) => config,
): Promise<void> =>
  withTemporaryFolder(async (folder) => {
    const received: Received[] = [];
    const inbox = await openInbox(received);
    const file = await writeFiles(folder, input, inbox.url, hurry, change);
    const url = `http://127.0.0.1:${String(await freePort())}`;
    const child = spawn(
      await ensureProgram('alertmanager'),
      [
        `--config.file=${file}`,
        `--storage.path=${path.join(folder, 'data')}`,
        `--web.listen-address=${new URL(url).host}`,
        '--web.external-url=https://alertmanager.example.com/',
        '--web.route-prefix=/',
        '--cluster.listen-address=',
      ],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
    let log = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (log += text));
    const until = async (condition: () => boolean | Promise<boolean>, seconds = 20): Promise<void> => {
      const end = Date.now() + seconds * 1_000;
      while (!(await condition())) {
        if (Date.now() > end || child.exitCode !== null) {
          throw new Error(`${JSON.stringify(received.map((request) => request.path))}\n${log}`);
        }
        await sleep(100);
      }
    };
    try {
      await until(() => isReady(url));
      await work({
        received,
        until: (condition, seconds) => until(() => condition(received), seconds),
        post: async (alerts) => {
          const response = await fetch(`${url}/api/v2/alerts`, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify(
              alerts.map((alert) => ({ generatorURL: 'https://prometheus.example.com/graph', ...alert })),
            ),
          });
          if (!response.ok) throw new Error(await response.text());
        },
      });
    } finally {
      await stop(child);
      inbox.server.closeAllConnections();
      inbox.server.close();
    }
  });
