import { expect, test } from '@jest/globals';
import { parseVerifyArguments } from '../../verify/arguments';

test('everything has a default but the stack', () => {
  expect(parseVerifyArguments(['--stack', 'prod'])).toEqual({
    stack: 'prod',
    waitSeconds: 120,
    urls: {},
    json: false,
    help: false,
  });
});

test('URLs replace port-forwards one by one', () => {
  const args = ['-s', 'prod', '--grafana-url', 'https://grafana.example.com', '--wait', '0'];
  expect(parseVerifyArguments(args)).toMatchObject({
    urls: { grafana: 'https://grafana.example.com' },
    waitSeconds: 0,
  });
});

test.each([
  [['--stak', 'prod'], '--stak is unknown; did you mean --stack?'],
  [['prod'], 'prod is no option; for a stack: npm run verify -- --stack prod'],
  [['--wait', '2m'], '--wait 2m: no number of seconds; write it like 120, or 0 to look once'],
  [
    ['--prometheus-url', 'prometheus:9090'],
    '--prometheus-url prometheus:9090: no URL; write it like https://prometheus.example.com',
  ],
  [['--stack', ''], '--stack needs a value.'],
])('%j: %s', (args, message) => {
  expect(() => parseVerifyArguments(args)).toThrow(message);
});
