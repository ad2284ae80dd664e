import { describe, expect, test } from '@jest/globals';
import { defaults } from '../../config/presets';
import type { DashboardFile } from '../../dashboards/model';
import { buildRules } from '../../rules';
import { input, referenceApplications } from '../rules/fixture';
import { boardFaults } from '../support/boardFaults';
import { dashboards, panelsOf } from '../support/dashboards';
import { knownSignals } from '../support/knownSignals';

const recorded = new Set(
  buildRules(input({ applications: referenceApplications, nodes: defaults.alerting.nodes })).flatMap(
    ({ group }) => group.rules.flatMap((rule) => ('record' in rule ? [rule.record] : [])),
  ),
);
const sound = { signals: knownSignals, recorded };

/** The boards with one of them changed, as a slip of the pen would. */
const spoilt = (uid: string, change: (text: string) => string): DashboardFile[] =>
  dashboards.map((board) =>
    board.uid === uid
      ? { ...board, model: JSON.parse(change(JSON.stringify(board.model))) as DashboardFile['model'] }
      : board,
  );

test('the boards are sound', () => {
  expect(boardFaults(dashboards, sound)).toEqual([]);
});

describe('is caught', () => {
  const requests = 'application:http_requests:rate5m{';

  test('a misspelt metric', () => {
    const boards = spoilt('overview', (text) =>
      text.replaceAll(requests, 'application:http_request:rate5m{'),
    );
    expect(boardFaults(boards, sound)).toContain(
      'Overview / Requests: unknown metric application:http_request:rate5m',
    );
  });

  test('a label that the metric does not have', () => {
    const boards = spoilt('overview', (text) => text.replaceAll(requests, `${requests}route=\\"/\\",`));
    expect(boardFaults(boards, sound)).toContain(
      'Overview / Requests: application:http_requests:rate5m has no label route',
    );
  });

  test('a unit that is missing, on a graph and in a column', () => {
    const boards = spoilt('overview', (text) =>
      text.replaceAll('"unit":"percentunit"', '"other":1').replaceAll('"id":"unit"', '"id":"other"'),
    );
    const faults = boardFaults(boards, sound);
    expect(faults).toContain('Overview / Errors: no unit');
    expect(faults).toContain('Overview / Applications now: no unit');
  });

  test('a recording rule that vanished', () => {
    const without = new Set(
      [...recorded].filter((metric) => metric !== 'dependency:redis_hits:ratio_rate5m'),
    );
    expect(boardFaults(dashboards, { ...sound, recorded: without })).toEqual([
      'API Performance / Cache hit rate: no rule records dependency:redis_hits:ratio_rate5m',
      'Cache Performance / Hit rate: no rule records dependency:redis_hits:ratio_rate5m',
    ]);
  });

  test('a query that is no PromQL', () => {
    const boards = spoilt('overview', (text) => text.replaceAll(requests, `(${requests}`));
    expect(boardFaults(boards, sound)).toContainEqual(
      expect.stringContaining('Overview / Requests: no PromQL'),
    );
  });

  test('a uid, a title and a panel id that are there twice', () => {
    const [first, ...others] = dashboards;
    if (first === undefined) throw new Error('there is no board');
    expect(boardFaults([first, first, ...others], sound)).toEqual(
      expect.arrayContaining(['uid overview is there twice', 'title Overview is there twice']),
    );
    const [one, two] = panelsOf(first);
    const boards = spoilt('overview', (text) =>
      text.replace(`"id":${String(two?.id)}`, `"id":${String(one?.id)}`),
    );
    expect(boardFaults(boards, sound)).toEqual([`in Overview: panel id ${String(one?.id)} is there twice`]);
  });
});
