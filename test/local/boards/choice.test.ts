import { expect, it } from '@jest/globals';
import { fillIn } from '../../../local/boards/choice';

const board = {
  variables: [
    { name: 'environment', label: '', selector: 'up', of: 'environment', multi: false, preset: 'prod' },
    { name: 'application', label: '', selector: 'up', of: 'application', multi: true, preset: '$__all' },
  ],
};
const spans = { stepSeconds: 15, rangeSeconds: 900 };
const expr = 'up{environment="$environment",application=~"${application}"}';

it('what is not chosen is the board’s own choice, and all is everything', () => {
  expect(fillIn(expr, board, {}, spans)).toBe('up{environment="prod",application=~".+"}');
});

it('a chosen value is taken literally where the query matches a pattern', () => {
  expect(fillIn(expr, board, { environment: 'dev', application: 'a.b' }, spans)).toBe(
    'up{environment="dev",application=~"a\\\\.b"}',
  );
});

it('Grafana’s own variables of the time range are filled in, and what nobody knows stays', () => {
  expect(fillIn('rate(x[$__rate_interval]) + y[$__range] + $other', board, {}, spans)).toBe(
    'rate(x[60s]) + y[900s] + $other',
  );
});
