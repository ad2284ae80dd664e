import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { callControl, type ControlAddress } from '../../../local/control';
import { DemoApplication } from '../../../local/demo/application';
import { openDemoControl } from '../../../local/demo/control';
import { freePort, type LoopbackServer } from '../../../local/loopback';
import { openProviders, type Providers } from '../../../local/providers';

const TOKEN = 'a token of the test';
let application: DemoApplication;
let providers: Providers;
let control: LoopbackServer;
let address: ControlAddress;
let port: number;
let workerPort: number;
beforeEach(async () => {
  [port, workerPort] = [await freePort(), await freePort()];
  providers = await openProviders();
  const nobody = await freePort();
  application = new DemoApplication({
    shopPort: port,
    workerPort,
    controlPort: 0,
    controlToken: TOKEN,
    // So seldom that the test is alone.
    requestsPerSecond: 0.001,
    databaseUrl: `postgresql://demo@127.0.0.1:${String(nobody)}/demo`,
    cacheUrl: `redis://127.0.0.1:${String(nobody)}`,
    paymentsUrl: providers.payments.url,
    carrierUrl: providers.carrier.url,
    ratesUrl: providers.rates.url,
  });
  await application.open();
  control = await openDemoControl(application, TOKEN, 0);
  address = { url: control.url, token: TOKEN };
});
afterEach(async () => {
  await control.close();
  await application.close();
  await providers.close();
});

const get = (path: string) => fetch(`http://127.0.0.1:${String(port)}${path}`);
const cart = () => fetch(`http://127.0.0.1:${String(port)}/api/carts`, { method: 'POST' });
const metrics = async (of = port): Promise<string> =>
  (await fetch(`http://127.0.0.1:${String(of)}/metrics`)).text();

describe('the demo', () => {
  it('counts requests by method, route and status, without ids and unknown paths as labels', async () => {
    expect((await cart()).status).toBe(201);
    expect((await get('/wp-admin')).status).toBe(404);
    const text = await metrics();
    expect(text).toContain('http_requests_total{method="POST",route="/api/carts",status="201"} 1');
    expect(text).toContain('http_requests_total{method="GET",route="unknown",status="404"} 1');
    expect(text).not.toContain('wp-admin');
    expect(text).toMatch(/^http_request_duration_seconds_bucket\{le="0.5",method="POST"/m);
    expect(text).toMatch(/^process_cpu_seconds_total /m);
    expect(text).toMatch(/^carrier_requests_total 1$/m);
  });

  it('fails, and counts it, when its database does not answer', async () => {
    expect((await get('/api/products/7')).status).toBe(500);
    const text = await metrics();
    expect(text).toMatch(/^db_connection_errors_total 1$/m);
    expect(text).toMatch(/^cache_errors_total [12]$/m);
  });

  it('answers its health endpoint', async () => {
    expect((await get('/health')).status).toBe(200);
  });

  it('refuses everything during an outage, and comes back on the same port', async () => {
    await callControl(address, '/faults/outage', { on: true });
    await expect(get('/metrics')).rejects.toThrow();
    const { body } = await callControl(address, '/faults/outage', { on: false });
    expect(body).toEqual({ active: [] });
    expect((await get('/health')).status).toBe(200);
  });

  it('fails requests, and serves them late, on demand', async () => {
    await application.switch('error-rate', true);
    const answers = await Promise.all(Array.from({ length: 40 }, cart));
    expect(answers.filter(({ status }) => status === 500).length).toBeGreaterThan(3);
    await application.switch('error-rate', false);
    await application.switch('latency', true);
    const started = Date.now();
    await cart();
    expect(Date.now() - started).toBeGreaterThan(590);
    expect(application.activeFaults()).toEqual(['latency']);
  });

  it('no longer tells how old the exchange rates are, until it does again', async () => {
    expect(await metrics(workerPort)).toContain('exchange_rates_updated_timestamp_seconds');
    await application.switch('metric-missing', true);
    expect(await metrics(workerPort)).not.toContain('exchange_rates_updated_timestamp_seconds');
    await application.switch('metric-missing', false);
    expect(await metrics(workerPort)).toContain('exchange_rates_updated_timestamp_seconds');
  });

  it('opens its circuit breaker when the carrier fails, and leaves it closed when the quota is used up', async () => {
    const state = async (): Promise<string | undefined> =>
      /^carrier_circuit_breaker_state (\d)$/m.exec(await metrics())?.[1];
    const carts = () => Promise.all(Array.from({ length: 8 }, cart));
    providers.carrier.useUp(true);
    expect((await carts()).map(({ status }) => status)).not.toContain(429);
    expect(await state()).toBe('0');
    expect(await metrics()).toMatch(/^carrier_quota_remaining 0$/m);
    providers.carrier.useUp(false);
    providers.carrier.fail(true);
    await carts();
    await carts();
    expect(await state()).toBe('1');
  });

  it('lets nobody switch faults without the token, whatever the browser sends', async () => {
    const answer = await fetch(`${control.url}/faults/outage`, { method: 'POST', body: '{"on": true}' });
    expect(answer.status).toBe(403);
    expect(application.activeFaults()).toEqual([]);
  });

  it('names the faults it knows when asked for another, and wants to know on or off', async () => {
    const unknown = await callControl(address, '/faults/flood', { on: true });
    expect(unknown.status).toBe(404);
    expect(unknown.body).toEqual({
      error: expect.stringMatching(/^unknown fault; known are outage, error-rate/),
    });
    expect((await callControl(address, '/faults/outage', {})).status).toBe(400);
  });
});
