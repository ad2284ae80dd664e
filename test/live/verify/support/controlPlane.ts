import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { KubeConfig } from '@kubernetes/client-node';
import { freePort, LOOPBACK } from '../../../../local/loopback';
import type { Program } from '../../../../local/process/program';
import { Supervisor } from '../../../../local/process/supervisor';
import { ensurePrograms } from '../../../../tools/build';
import { closeAll, opening } from './opening';

/** A real API server with its storage, and nothing that acts on objects. Everything on loopback. */
export class ControlPlane {
  private constructor(
    readonly folder: string,
    private readonly supervisor: Supervisor,
    /** Path of a kubeconfig with the contexts `verify-test` (this server) and `elsewhere`. */
    readonly kubeconfig: string,
    /** The server's own certificate and key, for whoever it must trust. */
    readonly certificate: { readonly cert: string; readonly key: string },
    /** Ends everything that runs here and removes the folder. */
    readonly stop: () => Promise<void>,
  ) {}

  static async start(): Promise<ControlPlane> {
    const programs = await ensurePrograms(['etcd', 'kube-apiserver']);
    return opening(async (closers) => {
      const folder = mkdtempSync(path.join(tmpdir(), 'observatory-control-'));
      closers.add(() => {
        rmSync(folder, { recursive: true, force: true });
      });
      const supervisor = new Supervisor({
        logFolder: path.join(folder, 'logs'),
        runFolder: folder,
        onDeath: ({ program, what }) => {
          throw new Error(`${program} ${what}`);
        },
      });
      closers.add(() => supervisor.stop());
      const { signal } = new AbortController();
      const [client, peer, port] = [await freePort(), await freePort(), await freePort()];
      const token = randomBytes(16).toString('hex');
      await supervisor.start(etcd(programs.etcd, folder, client, peer), signal);
      await supervisor.start(apiServer(programs['kube-apiserver'], folder, client, port, token), signal);
      const file = path.join(folder, 'kubeconfig.json');
      writeFileSync(file, JSON.stringify(kubeconfig(folder, port, token)), { mode: 0o600 });
      const read = (name: string): string => readFileSync(path.join(folder, 'pki', name), 'utf8');
      const certificate = { cert: read('apiserver.crt'), key: read('apiserver.key') };
      return new ControlPlane(folder, supervisor, file, certificate, () => closeAll(closers));
    });
  }

  /** Runs another program beside it, ended with it. */
  run(program: Program): Promise<void> {
    return this.supervisor.start(program, new AbortController().signal);
  }

  /** One request; PATCH merges. Raw, because the client drops fields that its types do not have. Gives the answer. */
  async call(method: string, place: string, body: object | undefined): Promise<string> {
    const { server = '' } = this.config().getCluster('verify-test') ?? {};
    const { token = '' } = this.config().getUser('admin') ?? {};
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json',
    };
    const sent = body === undefined ? '' : JSON.stringify(body);
    const { status, text } = await exchange(`${server}${place}`, method, headers, sent);
    if (status >= 300) throw new Error(`${method} ${place}: ${String(status)} ${text}`);
    return text;
  }

  /** Lets Prometheus or Alertmanager read its files anew. */
  async reload(which: string, port: number): Promise<void> {
    const answer = await fetch(`${url(port)}/-/reload`, { method: 'POST' });
    if (!answer.ok) throw new Error(`${which} does not take its files: ${await answer.text()}`);
  }

  config(): KubeConfig {
    const config = new KubeConfig();
    config.loadFromFile(this.kubeconfig);
    return config;
  }
}

const url = (port: number): string => `http://${LOOPBACK}:${String(port)}`;

const etcd = (command: string, folder: string, client: number, peer: number): Program => ({
  name: 'etcd',
  command,
  args: [
    `--data-dir=${folder}/etcd`,
    `--listen-client-urls=${url(client)}`,
    `--advertise-client-urls=${url(client)}`,
    `--listen-peer-urls=${url(peer)}`,
    `--initial-advertise-peer-urls=${url(peer)}`,
    `--initial-cluster=default=${url(peer)}`,
    // Nothing here must survive.
    '--unsafe-no-fsync',
  ],
  ready: async () => (await fetch(`${url(client)}/health`)).ok,
  readyWithinSeconds: 600,
  advice: '',
});

const apiServer = (
  command: string,
  folder: string,
  storage: number,
  port: number,
  token: string,
): Program => {
  const pki = path.join(folder, 'pki');
  mkdirSync(pki, { mode: 0o700 });
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  writeFileSync(path.join(pki, 'accounts.key'), privateKey, { mode: 0o600 });
  writeFileSync(path.join(pki, 'tokens.csv'), `${token},admin,admin,system:masters\n`, { mode: 0o600 });
  return {
    name: 'kube-apiserver',
    command,
    args: [
      `--etcd-servers=${url(storage)}`,
      `--bind-address=${LOOPBACK}`,
      `--secure-port=${String(port)}`,
      // Published only, and by nobody: a loopback address is refused here.
      '--advertise-address=192.0.2.1',
      '--endpoint-reconciler-type=none',
      `--cert-dir=${pki}`,
      `--token-auth-file=${pki}/tokens.csv`,
      '--authorization-mode=RBAC',
      '--service-account-issuer=https://kubernetes.default.svc',
      `--service-account-key-file=${pki}/accounts.key`,
      `--service-account-signing-key-file=${pki}/accounts.key`,
      '--service-cluster-ip-range=10.0.0.0/24',
      // Nobody makes the tokens that pods would be given.
      '--disable-admission-plugins=ServiceAccount',
      '--kubelet-preferred-address-types=InternalIP',
    ],
    ready: () => isReady(port, token),
    readyWithinSeconds: 600,
    advice: '',
  };
};

const isReady = async (port: number, token: string): Promise<boolean> => {
  const headers = { authorization: `Bearer ${token}` };
  return (await exchange(`https://${LOOPBACK}:${String(port)}/readyz`, 'GET', headers)).status === 200;
};

/** One request to the server on loopback, whose certificate it has made itself. */
const exchange = (
  address: string,
  method: string,
  headers: Readonly<Record<string, string>>,
  body = '',
): Promise<{ readonly status: number; readonly text: string }> =>
  new Promise((resolve, reject) => {
    const length = { 'content-length': String(Buffer.byteLength(body)) };
    const options = { method, headers: { ...headers, ...length }, rejectUnauthorized: false, agent: false };
    const call = request(address, options, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, text });
      });
    });
    call.on('error', reject).end(body);
  });

const kubeconfig = (folder: string, port: number, token: string): object => ({
  apiVersion: 'v1',
  kind: 'Config',
  clusters: [
    {
      name: 'verify-test',
      cluster: {
        server: `https://${LOOPBACK}:${String(port)}`,
        'certificate-authority': `${folder}/pki/apiserver.crt`,
      },
    },
    { name: 'elsewhere', cluster: { server: 'https://192.0.2.2:6443' } },
  ],
  users: [{ name: 'admin', user: { token } }],
  contexts: [
    { name: 'verify-test', context: { cluster: 'verify-test', user: 'admin' } },
    { name: 'elsewhere', context: { cluster: 'elsewhere', user: 'admin' } },
  ],
  // Not the stack's: the current context must play no part.
  'current-context': 'elsewhere',
});
