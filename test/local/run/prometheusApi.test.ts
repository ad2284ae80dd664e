import { afterEach, describe, expect, it } from '@jest/globals';
import { openHttp, type LoopbackServer } from '../../../local/loopback';
import { readAlerts, readTargets } from '../../../local/run/prometheusApi';

let server: LoopbackServer | undefined;
afterEach(() => server?.close());

/** Answers each path with JSON. */
async function answering(answers: Readonly<Record<string, unknown>>): Promise<string> {
  server = await openHttp((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://test');
    response.end(JSON.stringify(answers[pathname]));
  });
  return server.url;
}

const raised = (alertname: string, state: string, labels = {}) => ({
  labels: { alertname, application: 'demo', priority: 'P1', team: 'shop', ...labels },
  state,
  activeAt: '2026-11-21T07:00:00.5Z',
});

describe('the alerts of Prometheus and Alertmanager', () => {
  it('are pending, firing, or inhibited when Alertmanager says so; Watchdog is no news', async () => {
    const url = await answering({
      '/api/v1/alerts': {
        data: {
          alerts: [
            raised('ServiceDown', 'firing'),
            raised('ProbeFailed', 'firing'),
            raised('Watchdog', 'firing'),
          ],
        },
      },
      '/api/v2/alerts': [
        {
          // With Prometheus' external labels.
          labels: { alertname: 'ProbeFailed', application: 'demo', team: 'shop', cluster: 'local' },
          receivers: [{ name: 'shop-p1' }],
          status: { inhibitedBy: ['abc'] },
        },
      ],
    });
    const alerts = await readAlerts(url, url);
    expect(alerts.map(({ name, state }) => [name, state])).toEqual([
      ['ServiceDown', 'firing'],
      ['ProbeFailed', 'inhibited'],
    ]);
    expect(alerts.map(({ receivers }) => receivers)).toEqual([[], ['shop-p1']]);
    expect(alerts[0]?.since).toBe(Date.parse('2026-11-21T07:00:00.500Z'));
  });
});

describe('the targets of Prometheus', () => {
  it('are listed with their health, and jobs that found none by name', async () => {
    const url = await answering({
      '/api/v1/targets': {
        data: {
          activeTargets: [
            {
              scrapePool: 'serviceMonitor/observatory/demo/0',
              labels: { job: 'demo', instance: '127.0.0.1:8080', application: 'demo' },
              health: 'down',
              lastError: 'refused',
            },
          ],
        },
      },
      '/api/v1/scrape_pools': {
        data: { scrapePools: ['serviceMonitor/observatory/demo/0', 'serviceMonitor/observatory/other/0'] },
      },
    });
    expect(await readTargets(url)).toEqual({
      targets: [
        {
          job: 'demo',
          instance: '127.0.0.1:8080',
          application: 'demo',
          health: 'down',
          lastError: 'refused',
        },
      ],
      emptyJobs: ['serviceMonitor/observatory/other/0'],
    });
  });
});
