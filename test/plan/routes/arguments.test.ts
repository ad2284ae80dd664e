import { expect, test } from '@jest/globals';
import { parseRoutesArguments } from '../../../plan/routes/arguments';

test('a time with its zone is one instant', () => {
  expect(parseRoutesArguments(['--stack', 'prod', '--at', '2026-12-24T22:00+01:00']).at?.toISOString()).toBe(
    '2026-12-24T21:00:00.000Z',
  );
});

test.each([
  ['an option with a slip', ['--jsn'], '--jsn is unknown; did you mean --json?'],
  ['an option far from all', ['--xyzzy'], '--xyzzy is unknown; there are --stack, --config-file,'],
  ['a stack without its option', ['prod'], 'prod is no option; for a stack: npm run routes -- --stack prod'],
  ['an option without its value', ['--alert='], '--alert needs a value.'],
  ['a time without a zone', ['--at', '2026-12-24T22:00'], 'write it like 2026-12-24T22:00+01:00'],
  ['no time at all', ['--at', 'tomorrow'], '--at tomorrow: no time with a time zone'],
])('%s is refused with the way on', (_what, args, message) => {
  expect(() => parseRoutesArguments(args)).toThrow(message);
});
