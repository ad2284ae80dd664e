import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import * as pulumi from '@pulumi/pulumi';
import { ComponentProvider } from '@pulumi/pulumi/provider/experimental/provider';
import { stringify } from 'yaml';
import { Observatory, type ObservatoryArgs } from '../../plugin';
import { record } from '../../plan/recorder';
import { isSecretAt, ofType, theResource } from '../../plan/recording';
import { relaxed } from '../support/configs';

const root = join(__dirname, '../..');

/** Another program: a project of its own that makes the component, and a Secret for it. */
const program = (args: Partial<ObservatoryArgs> = {}) =>
  record(
    () => {
      const stack = new Observatory('o11y', {
        configuration: stringify({ ...relaxed, alerting: { slack: { enabled: true } } }),
        folder: root,
        secrets: { 'slack.default': pulumi.output('https://hooks.example.com/planted') },
        ...args,
      });
      return {
        grafana: stack.urls.grafana,
        namespace: stack.namespace,
        secret: stack.secretNames.grafanaAdmin,
      };
    },
    { project: 'platform', stack: 'test' },
  );

describe('the component in another program', () => {
  test('deploys the whole stack below it, and gives addresses and names', async () => {
    const recording = await program();
    const { urn } = theResource(recording, 'observatory:index:Observatory', 'o11y');
    const namespaces = theResource(recording, 'observatory:index:Namespaces', 'namespaces');
    expect(namespaces.parent).toBe(urn);
    expect(
      ofType(recording, 'Release')
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['blackbox', 'kps', 'prometheus-operator-crds']);
    const provider = theResource(recording, 'pulumi:providers:kubernetes', 'cluster');
    expect(provider.inputs).toMatchObject({ context: 'test-context' });
    for (const resource of ofType(recording, 'PrometheusRule')) expect(resource.provider).toBe(provider.urn);
    expect(recording.outputs).toEqual({
      grafana: 'http://kps-grafana.observatory.svc:80',
      namespace: 'observatory',
      secret: 'grafana-admin',
    });
  });

  test('an output of that program becomes a credential, secret all the way, and is in nothing else', async () => {
    const recording = await program();
    const secret = theResource(recording, 'Secret', 'alertmanager-credentials');
    expect(secret.inputs['stringData']).toEqual({ 'slack.default': 'https://hooks.example.com/planted' });
    expect(isSecretAt(secret, ['stringData', 'slack.default'])).toBe(true);
    const others = recording.resources.filter((resource) => resource !== secret);
    expect(JSON.stringify(others)).not.toContain('planted');
  });

  test.each<[string, Partial<ObservatoryArgs>, string]>([
    ['no YAML', { configuration: '{' }, 'configuration: is no YAML'],
    ['no map', { configuration: 'text' }, 'configuration: must be a map of keys'],
    [
      'a secret in the text',
      { configuration: stringify({ ...relaxed, secrets: {} }) },
      'configuration.secrets: does not belong here; pass it as argument `secrets`',
    ],
    ['a misspelt key', { configuration: stringify({ ...relaxed, metrcs: {} }) }, 'observatory:metrcs'],
    [
      'a missing secret',
      { configuration: stringify({ ...relaxed, alerting: { slack: { enabled: true } } }), secrets: {} },
      'observatory:secrets.slack.default: is missing',
    ],
  ])('refuses %s', async (_, args, message) => {
    await expect(program(args)).rejects.toThrow(message);
  });
});

describe('its schema, as Pulumi infers it from the TypeScript types', () => {
  const schema = async () => {
    const provider = new ComponentProvider({
      components: [Observatory],
      dirname: join(root, 'plugin'),
      name: 'observatory',
    });
    const { resources } = JSON.parse(await provider.getSchema()) as {
      resources: Record<string, Record<string, unknown>>;
    };
    return resources;
  };

  test('has the one component, with plain inputs that every language can write, all described', async () => {
    const resources = await schema();
    expect(Object.keys(resources)).toEqual(['observatory:index:Observatory']);
    const { inputProperties, requiredInputs, required } = resources['observatory:index:Observatory'] ?? {};
    expect(requiredInputs).toEqual(['configuration']);
    expect(required).toEqual(['inClusterUrls', 'namespace', 'secretNames', 'urls']);
    const text = expect.stringMatching(/.{20}/);
    expect(inputProperties).toEqual({
      configuration: { type: 'string', plain: true, description: text },
      folder: { type: 'string', plain: true, optional: true, description: text },
      secrets: {
        type: 'object',
        additionalProperties: { type: 'string' },
        plain: true,
        optional: true,
        description: text,
      },
    });
  }, 120_000);

  test('the package is what Pulumi looks for: a plugin file beside the entry point', () => {
    expect(existsSync(join(root, 'plugin/PulumiPlugin.yaml'))).toBe(true);
    const manifest = JSON.parse(readFileSync(join(root, 'plugin/package.json'), 'utf8')) as { main: string };
    expect(existsSync(join(root, 'plugin', manifest.main))).toBe(true);
  });
});
