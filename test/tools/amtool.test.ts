import { beforeAll, describe, expect, test } from '@jest/globals';
import { UserError } from '../../config/errors';
import { checkConfig, routesTest } from '../../tools/amtool';
import { ensureProgram } from '../../tools/build';

beforeAll(async () => {
  await ensureProgram('amtool');
}, 30 * 60_000);

const config = `
route:
  receiver: nobody
  routes:
    - { receiver: pager, matchers: ['severity="critical"'], continue: true }
    - { receiver: odd, matchers: ['summary="a \\"b\\", c\\nd"'] }
    - { receiver: shop, matchers: ['team=~"shop|front"'] }
receivers:
  - name: nobody
  - { name: pager, pagerduty_configs: [{ routing_key_file: /secrets/not-there }] }
  - name: shop
  - name: odd
`;

describe('checking a configuration', () => {
  test('passes a good one whose secret files are not there', async () => {
    expect(await checkConfig(config)).toEqual({ ok: true, message: '' });
  });

  test('names the fault of a bad one', async () => {
    const broken = config.replace('receiver: shop', 'receiver: schop');
    const { ok, message } = await checkConfig(broken);
    expect(ok).toBe(false);
    expect(message).toBe('undefined receiver "schop" used in route');
  });
});

describe('routing', () => {
  test('names the receivers in the order of the routes', async () => {
    expect(await routesTest(config, { severity: 'critical', team: 'front' })).toEqual(['pager', 'shop']);
    expect(await routesTest(config, { severity: 'critical' })).toEqual(['pager']);
    expect(await routesTest(config, { severity: 'warning' })).toEqual(['nobody']);
    expect(await routesTest(config, {})).toEqual(['nobody']);
  });

  test('takes label values with quotes, commas, line breaks and none at all as they are', async () => {
    expect(await routesTest(config, { summary: 'a "b", c\nd' })).toEqual(['odd']);
    expect(await routesTest(config, { summary: '', 'dotted.name': 'ä=1' })).toEqual(['nobody']);
  });

  test('refuses a configuration that amtool cannot read', async () => {
    await expect(routesTest('route: 3', {})).rejects.toThrow(UserError);
  });
});
