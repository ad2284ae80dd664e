import { afterEach, describe, expect, test } from '@jest/globals';
import * as pulumi from '@pulumi/pulumi';
import { loadStack } from '../../config/load';
import { relaxed } from '../support/configs';
import { faultsOf } from './support/messages';

const sound = Object.fromEntries(
  Object.entries(relaxed).map(([key, value]) => [
    `observatory:${key}`,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]),
);

afterEach(() => {
  pulumi.runtime.setAllConfig({});
});

describe('the one reader of Pulumi configuration', () => {
  test('reads what the engine gives, old spelling of keys too', () => {
    const { 'observatory:preset': preset = '', ...rest } = sound;
    pulumi.runtime.setAllConfig({
      ...rest,
      'observatory:config:preset': preset,
      'observatory:secrets': '{"slack":{"default":"https://hooks"}}',
    });
    const { config, secrets } = loadStack();
    expect(config.metrics.retentionDays).toBe(7);
    expect(secrets.get('slack.default')).toBe('https://hooks');
  });

  test('knows which keys hold a secret', () => {
    pulumi.runtime.setAllConfig({ ...sound, 'observatory:grafana': '{"enabled":"hunter2"}' }, [
      'observatory:grafana',
    ]);
    const faults = faultsOf(loadStack);
    expect(faults.map((fault) => fault.split(': ')[0])).toEqual([
      'observatory:grafana',
      'observatory:grafana.enabled',
    ]);
    expect(faults.join()).not.toContain('hunter2');
  });
});
