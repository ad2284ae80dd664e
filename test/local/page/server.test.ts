import { readdirSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { FaultName } from '../../../local/faults/catalogue';
import type { LoopbackServer } from '../../../local/loopback';
import { asset } from '../../../local/page/assets';
import { openPage, type Shown } from '../../../local/page/server';
import type { RunStatus } from '../../../local/run/status';

const switched: [FaultName, boolean][] = [];
let server: LoopbackServer;

beforeEach(async () => {
  switched.length = 0;
  const shown: Shown = {
    status: () => Promise.resolve({ state: 'running', notifications: [] as unknown } as RunStatus),
    switchFault: (fault, on) => {
      switched.push([fault, on]);
      return Promise.resolve();
    },
    boards: () => [],
    prometheusUrl: () => undefined,
  };
  // Any port: on the same one, fetch would use the connection to the page of the test before.
  server = await openPage(shown, 0);
});
afterEach(() => server.close());

const page = async (): Promise<string> => (await fetch(server.url)).text();
const tokenOf = (html: string): string => /observatory-token" content="(\w+)"/.exec(html)?.[1] ?? '';
const press = (token: string | undefined) =>
  fetch(`${server.url}/faults/outage`, {
    method: 'POST',
    headers: token === undefined ? {} : { 'x-observatory-token': token },
    body: '{"on": true}',
  });

/** Status of a request with a Host header of one's own, which fetch does not allow. */
const asHost = (host: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    request(server.url, { headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });

describe('the page', () => {
  it('switches a fault for who has read its token, and for nobody else', async () => {
    expect((await press(undefined)).status).toBe(403);
    expect((await press('0'.repeat(48))).status).toBe(403);
    expect(switched).toEqual([]);
    expect((await press(tokenOf(await page()))).status).toBe(200);
    expect(switched).toEqual([['outage', true]]);
  });

  it('answers under its own names only: another one was made to point here', async () => {
    expect(await asHost('evil.example.com')).toBe(403);
    expect(await asHost(`localhost:${String(server.port)}`)).toBe(200);
  });

  it('lets the browser load nothing from elsewhere', async () => {
    const response = await fetch(server.url);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await response.text()).not.toMatch(/(?:src|href)="https?:/);
  });

  it('sends the status as it is now to every new watcher', async () => {
    const response = await fetch(`${server.url}/events`);
    const { value } = (await response.body?.getReader().read()) ?? {};
    expect(Buffer.from(value ?? []).toString()).toContain('"state":"running"');
  });

  it('says what is missing', async () => {
    expect(await (await fetch(`${server.url}/client/../guard.js`)).json()).toEqual({
      error: 'There is no /guard.js here.',
    });
    expect(await (await fetch(`${server.url}/boards/x/panels/1`)).json()).toEqual({
      error: 'There is no dashboard x.',
    });
  });
});

describe('every file of the client', () => {
  const folder = join(__dirname, '../../../local/page/client');
  const names = readdirSync(folder)
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => file.replace(/\.tsx?$/, ''));

  it.each(names)('%s imports only what the page can give', async (name) => {
    const code = asset(`/client/${name}.js`)?.body ?? '';
    expect(code).not.toBe('');
    const imported = [...code.matchAll(/(?:from|import)\s*['"]([^'"]+)['"]/g)].map(
      ([, specifier = '']) => specifier,
    );
    const map = /<script type="importmap"[^>]*>([\s\S]*?)<\/script>/.exec(await page())?.[1] ?? '{}';
    const { imports } = JSON.parse(map) as { imports: Record<string, string> };
    for (const specifier of imported) {
      const path = specifier.startsWith('.') ? `/client/${specifier.slice(2)}` : imports[specifier];
      expect([specifier, asset(path ?? '')?.contentType]).toEqual([
        specifier,
        'text/javascript; charset=utf-8',
      ]);
    }
  });
});
