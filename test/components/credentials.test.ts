import { expect, test } from '@jest/globals';
import { Credentials } from '../../components/credentials';
import { UserError } from '../../config/errors';
import { resolveSecrets } from '../../config/resolve';
import { childrenOf, isSecretAt, theResource } from '../../plan/recording';
import { listed, recorded } from '../support/recorded';

const args = {
  secretName: 'credentials',
  given: resolveSecrets({
    slack: {
      default: 'https://hooks.example.com/canary',
      orders: { secretName: 'orders-slack', key: 'url' },
    },
  }),
  whenMissing: 'fail' as const,
};

test('values become one Secret in the stack namespace, secret at each leaf', async () => {
  const recording = await recorded(() => new Credentials('creds', { ...args, needed: ['slack.default'] }));
  expect(listed(childrenOf(recording, 'creds'))).toEqual(['Secret credentials']);
  const secret = theResource(recording, 'Secret', 'credentials');
  expect(secret.inputs['metadata']).toMatchObject({ name: 'credentials', namespace: 'observatory' });
  expect(secret.inputs['stringData']).toEqual({ 'slack.default': 'https://hooks.example.com/canary' });
  expect(isSecretAt(secret, ['stringData', 'slack.default'])).toBe(true);
});

test('a credential in an existing Secret is referred to, not copied', async () => {
  let names: readonly string[] = [];
  const recording = await recorded(() => {
    names = new Credentials('creds', { ...args, needed: ['slack.default', 'slack.orders'] }).secretNames;
  });
  expect(names).toEqual(['credentials', 'orders-slack']);
  expect(theResource(recording, 'Secret', 'credentials').inputs['stringData']).toEqual({
    'slack.default': 'https://hooks.example.com/canary',
  });
});

test('no Secret is made where every credential lies in existing ones', async () => {
  const recording = await recorded(() => new Credentials('creds', { ...args, needed: ['slack.orders'] }));
  expect(childrenOf(recording, 'creds')).toEqual([]);
});

test('every missing secret is told, each with the command that sets it', async () => {
  const program = recorded(
    () => new Credentials('creds', { ...args, needed: ['pagerduty.default', 'smtp.password'] }),
  );
  await expect(program).rejects.toThrow(UserError);
  await expect(program).rejects.toThrow(
    'observatory:secrets.pagerduty.default: is missing; set it with: pulumi config set --secret --path observatory:secrets.pagerduty.default\n' +
      'observatory:secrets.smtp.password: is missing; set it with: pulumi config set --secret --path observatory:secrets.smtp.password',
  );
});

test('in a plan a missing secret is a marked placeholder, secret like the real one', async () => {
  const recording = await recorded(
    () => new Credentials('creds', { ...args, needed: ['smtp.password'], whenMissing: 'placeholder' }),
  );
  const secret = theResource(recording, 'Secret', 'credentials');
  expect(secret.inputs['stringData']).toEqual({
    'smtp.password': '<missing secret observatory:secrets.smtp.password>',
  });
  expect(isSecretAt(secret, ['stringData', 'smtp.password'])).toBe(true);
});
