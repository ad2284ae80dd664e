import * as fc from 'fast-check';
import type { FinishedInhibitRule, FinishedRoute, Labels } from '../../../routing/simulate/model';

/** Few labels and values, so that what is made at random meets often. */
const name = fc.constantFrom('a', 'b', 'c');
const value = fc.constantFrom('', 'x', 'y', 'xy', 'x.y', 'ü', 'with "quotes", \\ and comma');
const pattern = fc.constantFrom('x|y', 'x', '.*', '.+', 'x.*', '', '[xy]+', '(?i)X', 'x\\.y', '(x|ü)?');

export const labelSets: fc.Arbitrary<Labels> = fc.dictionary(name, value);

const quoted = fc.tuple(name, fc.constantFrom('=', '!='), value);
const regular = fc.tuple(name, fc.constantFrom('=~', '!~'), pattern);
const bare = fc.tuple(name, fc.constantFrom('=', '!='), fc.constantFrom('x', 'y'));

/** A matcher as people write it: mostly quoted, sometimes bare or with spaces. */
export const matchers: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: quoted.map(([label, sign, text]) => `${label}${sign}${JSON.stringify(text)}`) },
  { weight: 4, arbitrary: regular.map(([label, sign, text]) => `${label} ${sign} ${JSON.stringify(text)}`) },
  { weight: 1, arbitrary: bare.map(([label, sign, text]) => `${label}${sign}${text}`) },
  { weight: 1, arbitrary: bare.map(([label, sign, text]) => `{${label}${sign}"${text}", c!~"y.+"}`) },
);

const { tree } = fc.letrec<{ tree: FinishedRoute }>((tie) => ({
  tree: fc.record(
    {
      receiver: fc.constantFrom('one', 'two', 'three', 'four'),
      matchers: fc.array(matchers, { maxLength: 2 }),
      continue: fc.boolean(),
      routes: fc.array(tie('tree'), { maxLength: 3 }),
    },
    { requiredKeys: [] },
  ),
}));

/** A route as the root: it takes everything. */
export const routeTrees: fc.Arbitrary<FinishedRoute> = fc
  .array(tree, { minLength: 1, maxLength: 4 })
  .map((routes) => ({ receiver: 'root', routes }));

export const receivers = ['root', 'one', 'two', 'three', 'four'].map((name) => ({ name }));

export const inhibitRules: fc.Arbitrary<FinishedInhibitRule[]> = fc.array(
  fc.record({
    source_matchers: fc.array(matchers, { minLength: 1, maxLength: 2 }),
    target_matchers: fc.array(matchers, { minLength: 1, maxLength: 2 }),
    equal: fc.uniqueArray(name, { maxLength: 2 }),
  }),
  { minLength: 1, maxLength: 3 },
);
