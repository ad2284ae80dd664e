import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { stringify } from 'yaml';
import { freePort, openHttp, readBody } from '../../../local/loopback';
import type { FinishedConfig, FinishedRoute, Labels } from '../../../routing/simulate/model';
import { ensureProgram } from '../../../tools/build';
import { withTemporaryFolder } from '../../../tools/run';
import { until } from '../../local/support/wait';

/** One message that came to the inbox. */
export interface Message {
  readonly receiver: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Labels of the alerts in it, in any order. */
  readonly alerts: readonly Labels[];
}

/** An alert as the API shows it. */
export interface ShownAlert {
  readonly labels: Labels;
  readonly receivers: readonly { readonly name: string }[];
  readonly status: { readonly state: string; readonly inhibitedBy: readonly string[] };
}

export interface RealAlertmanager {
  /** Host and port. */
  readonly address: string;
  readonly messages: readonly Message[];
  /** Alerts that start to fire now. */
  readonly post: (alerts: readonly Labels[]) => Promise<void>;
  readonly shown: () => Promise<readonly ShownAlert[]>;
}

const receiversOf = (route: FinishedRoute): string[] => [
  ...(route.receiver === undefined ? [] : [route.receiver]),
  ...(route.routes ?? []).flatMap(receiversOf),
];

/** The configuration, with one webhook for each receiver that a route names. */
const withWebhooks = (config: FinishedConfig, url: string): FinishedConfig => ({
  ...config,
  receivers: [...new Set(receiversOf(config.route))].map((name) => ({
    name,
    webhook_configs: [{ url: `${url}/${name}`, send_resolved: false }],
  })),
});

const openInbox = async (messages: Message[]) =>
  openHttp((request, response) => {
    void readBody(request).then((text) => {
      const { alerts } = JSON.parse(text) as { alerts: { labels: Labels }[] };
      messages.push({
        receiver: (request.url ?? '').slice(1),
        at: Date.now(),
        alerts: alerts.map(({ labels }) => labels),
      });
      response.end();
    });
  });

/** Runs real Alertmanager on loopback while `work` runs. Every receiver of the routes is a webhook to one inbox. */
export const withRealAlertmanager = (
  config: FinishedConfig,
  work: (running: RealAlertmanager) => Promise<void>,
): Promise<void> =>
  withTemporaryFolder(async (folder) => {
    const messages: Message[] = [];
    const inbox = await openInbox(messages);
    const file = path.join(folder, 'alertmanager.yaml');
    await writeFile(file, stringify(withWebhooks(config, inbox.url), { aliasDuplicateObjects: false }));
    const address = `127.0.0.1:${String(await freePort())}`;
    const api = `http://${address}/api/v2/alerts`;
    const flags = [`--config.file=${file}`, `--storage.path=${folder}`, `--web.listen-address=${address}`];
    const child = spawn(await ensureProgram('alertmanager'), [...flags, '--cluster.listen-address='], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const ended = once(child, 'exit');
    let log = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (log += text));
    const isReady = async (): Promise<boolean> => {
      if (child.exitCode !== null) throw new Error(log);
      return fetch(`http://${address}/-/ready`).then(
        ({ ok }) => ok,
        () => false,
      );
    };
    try {
      await until('Alertmanager is ready', isReady, 20_000);
      await work({
        address,
        messages,
        post: async (alerts) => {
          const body = JSON.stringify(alerts.map((labels) => ({ labels })));
          const headers = { 'content-type': 'application/json' };
          const response = await fetch(api, { method: 'POST', headers, body });
          if (!response.ok) throw new Error(await response.text());
        },
        shown: async () => (await fetch(api)).json() as Promise<ShownAlert[]>,
      });
    } finally {
      child.kill('SIGTERM');
      await ended;
      await inbox.close();
    }
  });
