import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { callControl, type ControlAddress } from '../../../local/control';
import { DemoApplication } from '../../../local/demo/application';
import { openDemoControl } from '../../../local/demo/control';
import { freePort, type LoopbackServer } from '../../../local/loopback';

const TOKEN = 'a token of the test';
let application: DemoApplication;
let control: LoopbackServer;
let address: ControlAddress;
beforeEach(async () => {
  application = new DemoApplication(await freePort());
  await application.open();
  control = await openDemoControl(application, TOKEN, 0);
  address = { url: control.url, token: TOKEN };
});
afterEach(async () => {
  await control.close();
  await application.close();
});

const get = (path: string) => fetch(`http://127.0.0.1:${String(application.port)}${path}`);

describe('the demo application', () => {
  it('counts requests by method, route and status, without ids and unknown paths as labels', async () => {
    expect((await get('/api/products/7')).status).toBe(200);
    expect((await get('/wp-admin')).status).toBe(404);
    const text = await (await get('/metrics')).text();
    expect(text).toContain('http_requests_total{method="GET",route="/api/products/:id",status="200"} 1');
    expect(text).toContain('http_requests_total{method="GET",route="unknown",status="404"} 1');
    expect(text).not.toContain('wp-admin');
    expect(text).toMatch(/^http_request_duration_seconds_bucket\{le="0.5",method="GET"/m);
    expect(text).toMatch(/^process_cpu_seconds_total /m);
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

  it('survives switches in a hurry in the order in which they came', async () => {
    await Promise.all([true, false, true, false].map((on) => application.switch('outage', on)));
    expect((await get('/health')).status).toBe(200);
  });

  it('fails requests, and serves them late, on demand', async () => {
    await application.switch('error-rate', true);
    const answers = await Promise.all(Array.from({ length: 60 }, () => get('/api/products/1')));
    expect(answers.filter(({ status }) => status === 500).length).toBeGreaterThan(3);
    await application.switch('error-rate', false);
    await application.switch('latency', true);
    const started = Date.now();
    await get('/api/products/1');
    expect(Date.now() - started).toBeGreaterThan(590);
    expect(application.activeFaults()).toEqual(['latency']);
  });

  it('lets nobody switch faults without the token, whatever the browser sends', async () => {
    const answer = await fetch(`${control.url}/faults/outage`, { method: 'POST', body: '{"on": true}' });
    expect(answer.status).toBe(403);
    expect(application.activeFaults()).toEqual([]);
  });

  it('names the faults it knows when asked for another, and wants to know on or off', async () => {
    const unknown = await callControl(address, '/faults/flood', { on: true });
    expect(unknown).toEqual({
      status: 404,
      body: { error: 'unknown fault; known are outage, error-rate, latency' },
    });
    expect((await callControl(address, '/faults/outage', {})).status).toBe(400);
  });
});
