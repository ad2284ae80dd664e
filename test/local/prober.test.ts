import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freePort, openHttp, type LoopbackServer } from '../../local/loopback';
import { INGRESS_HOST, openIngress, type Ingress } from '../../local/ingress';
import { openProber } from '../../local/prober';

let prober: LoopbackServer;
let application: LoopbackServer;
let ingress: Ingress;
const asked: string[] = [];
beforeAll(async () => {
  application = await openHttp((request, response) => {
    asked.push(request.headers.host ?? '');
    if (request.url === '/health') response.end('ok');
    else if (request.url === '/moved') response.writeHead(302, { location: '/health' }).end();
    else if (request.url === '/broken') response.writeHead(503).end();
    else if (request.url === '/loop') response.writeHead(302, { location: '/loop' }).end();
    else if (request.url !== '/slow') response.writeHead(404).end();
  });
  const local = { host: '127.0.0.1', port: application.port };
  const gone = { host: '127.0.0.1', port: await freePort() };
  ingress = await openIngress();
  const secure = { host: '127.0.0.1', port: ingress.port };
  prober = await openProber(new Set(['http_2xx']), {
    hosts: new Map([
      ['demo.demo.svc', local],
      ['gone.demo.svc', gone],
      [INGRESS_HOST, secure],
      ['other.demo.svc', secure],
    ]),
    trusted: [ingress.authority],
  });
});
afterAll(async () => {
  await prober.close();
  await application.close();
  await ingress.close();
});

async function probe(
  target: string,
  module = 'http_2xx',
  timeoutSeconds = 10,
): Promise<{ status: number; text: string }> {
  const query = new URLSearchParams({ target, module });
  const response = await fetch(`${prober.url}/probe?${query.toString()}`, {
    headers: { 'X-Prometheus-Scrape-Timeout-Seconds': String(timeoutSeconds) },
  });
  return { status: response.status, text: await response.text() };
}
const value = (text: string, name: string): number =>
  Number(new RegExp(`^${name} (.*)$`, 'm').exec(text)?.[1] ?? Number.NaN);

describe('the prober', () => {
  it('reaches an address of the cluster through its stand-in, under its own name', async () => {
    const { text } = await probe('http://demo.demo.svc/health');
    expect(value(text, 'probe_success')).toBe(1);
    expect(value(text, 'probe_http_status_code')).toBe(200);
    expect(value(text, 'probe_http_content_length')).toBe(2);
    expect(value(text, 'probe_duration_seconds')).toBeGreaterThan(0);
    expect(text).toMatch(/^probe_http_duration_seconds\{phase="processing"\} [0-9.e-]+$/m);
    expect(asked.at(-1)).toBe('demo.demo.svc');
  });

  it('follows redirects, and counts them', async () => {
    const { text } = await probe('http://demo.demo.svc/moved');
    expect(value(text, 'probe_success')).toBe(1);
    expect(value(text, 'probe_http_redirects')).toBe(1);
  });

  it.each([
    ['an error answer', 'http://demo.demo.svc/broken', 503],
    ['a refused connection', 'http://gone.demo.svc/health', 0],
    ['an answer that comes too late', 'http://demo.demo.svc/slow', 0],
    ['redirects without end', 'http://demo.demo.svc/loop', 302],
  ])('fails on %s', async (_what, target, status) => {
    const { text } = await probe(target, 'http_2xx', target.endsWith('/slow') ? 0.8 : 10);
    expect(value(text, 'probe_success')).toBe(0);
    expect(value(text, 'probe_http_status_code')).toBe(status);
  });

  it('tells when a certificate ends, and of which name it is not', async () => {
    const days = async (): Promise<number> => {
      const { text } = await probe(`https://${INGRESS_HOST}/health`);
      expect(value(text, 'probe_success')).toBe(1);
      expect(value(text, 'probe_http_ssl')).toBe(1);
      return (value(text, 'probe_ssl_earliest_cert_expiry') - Date.now() / 1000) / 86_400;
    };
    expect(await days()).toBeCloseTo(90, 1);
    // Again: a client that resumes its session is shown no certificate.
    expect(await days()).toBeCloseTo(90, 1);
    ingress.expire(true);
    expect(await days()).toBeCloseTo(2, 1);
    ingress.expire(false);
    expect(await days()).toBeCloseTo(90, 1);
    const { text } = await probe('https://other.demo.svc/health');
    expect(value(text, 'probe_success')).toBe(0);
    expect(text).not.toContain('probe_ssl_earliest_cert_expiry');
  });

  it('refuses a module that the stack does not have, and a target that is no URL', async () => {
    expect((await probe('http://demo.demo.svc/health', 'icmp')).status).toBe(400);
    expect((await probe('nonsense')).status).toBe(400);
  });
});
