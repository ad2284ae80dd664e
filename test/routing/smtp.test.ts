import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, jest, test } from '@jest/globals';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import type { RoutingInput } from '../../routing/model';
import { ensureProgram } from '../../tools/build';
import { withAlertmanager } from './alertmanager';
import { BUILD_TIMEOUT, input } from './support';

beforeAll(() => {
  // smtp-server says on the console that everybody knows the key of its certificate: just what is wanted here.
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
  return ensureProgram('alertmanager');
}, BUILD_TIMEOUT);

interface Mail {
  readonly encrypted: boolean;
  readonly user: unknown;
  readonly to: readonly string[];
  readonly raw: Buffer;
}

/** A mail server that takes nothing without STARTTLS and the password, with a certificate that nobody trusts. */
const withMailServer = async (
  work: (server: { smarthost: string; mails: readonly Mail[]; refused: () => number }) => Promise<void>,
): Promise<void> => {
  const mails: Mail[] = [];
  let refused = 0;
  const server = new SMTPServer({
    authMethods: ['PLAIN', 'LOGIN'],
    onAuth: ({ username, password }, _session, done) => {
      const known = username === 'alerts' && password === 'key-of-smtp.password';
      done(known ? null : new Error('wrong password'), known ? { user: username } : undefined);
    },
    onData: (stream, { secure, user, envelope }, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const to = envelope.rcptTo.map(({ address }) => address);
        mails.push({ encrypted: secure, user, to, raw: Buffer.concat(chunks) });
        done();
      });
    },
  });
  // A client that does not trust the certificate hangs up.
  server.on('error', () => (refused += 1));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  try {
    await work({ smarthost: `127.0.0.1:${String(port)}`, mails, refused: () => refused });
  } finally {
    await new Promise<void>((resolve) => {
      server.close(resolve);
    });
  }
};

const outage = {
  labels: {
    alertname: 'DiskSlow',
    application: 'checkout',
    priority: 'P3',
    severity: 'warning',
    team: 'data',
    cluster: 'eu-1',
    environment: 'prod',
    path: '<script>alert("1")</script>',
  },
  annotations: { summary: 'Disk of <b>checkout</b> is slow', description: 'Writes take 2 s & more.' },
};
/** At any hour, for a test must not wait for Monday. */
const atWork: RoutingInput = {
  ...input,
  calendar: {
    businessHours: {
      timeZone: 'UTC',
      days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
      start: '00:00',
      end: '24:00',
    },
    holidays: [],
  },
};

test('real Alertmanager sends by STARTTLS and with the password; HTML escapes what labels say', async () => {
  await withMailServer(async ({ smarthost, mails }) => {
    await withAlertmanager(
      { ...atWork, email: { ...input.email, smarthost } },
      async ({ post }) => {
        await post([outage]);
        for (let tries = 0; mails.length === 0 && tries < 100; tries += 1) await sleep(100);
      },
      () => '1s',
      (config) => ({
        ...config,
        global: { ...config.global, smtp_tls_config: { insecure_skip_verify: true } },
      }),
    );
    const [mail] = mails;
    expect(mail).toMatchObject({
      encrypted: true,
      user: 'alerts',
      to: ['data@example.com', 'lead@example.com'],
    });
    const { subject, from, html, text } = await PostalMime.parse(mail?.raw ?? Buffer.alloc(0));
    expect(subject).toBe('[P3 firing] DiskSlow: checkout (prod / eu-1)');
    expect(from?.address).toBe('alerts@example.com');
    expect(text).toContain(
      'Disk of <b>checkout</b> is slow\nWrites take 2 s & more.\npath=<script>alert("1")</script>',
    );
    expect(html).toContain('Disk of &lt;b&gt;checkout&lt;/b&gt; is slow');
    expect(html).toContain('path=&lt;script&gt;alert(&#34;1&#34;)&lt;/script&gt;');
    expect(html).not.toContain('<script>');
  });
}, 60_000);

test('a mail server whose certificate is not trusted gets neither the mail nor the password', async () => {
  await withMailServer(async ({ smarthost, mails, refused }) => {
    await withAlertmanager({ ...atWork, email: { ...input.email, smarthost } }, async ({ post }) => {
      await post([outage]);
      for (let tries = 0; refused() === 0 && tries < 100; tries += 1) await sleep(100);
    });
    expect(refused()).toBeGreaterThan(0);
    expect(mails).toEqual([]);
  });
}, 60_000);
