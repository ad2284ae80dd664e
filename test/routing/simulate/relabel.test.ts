import { expect, test } from '@jest/globals';
import type { Labels } from '../../../routing/simulate/model';
import { relabelled, type RelabelStep } from '../../../routing/simulate/relabel';

const labels = { alertname: 'KubeNodeNotReady', severity: 'warning' };

test.each<[string, RelabelStep[], Labels | undefined]>([
  ['nothing to do', [], labels],
  [
    'a label set for some alerts',
    [{ source_labels: ['alertname'], regex: 'KubeNode.*', target_label: 'team', replacement: 'platform' }],
    { ...labels, team: 'platform' },
  ],
  [
    'a part of another label',
    [
      {
        source_labels: ['alertname', 'severity'],
        regex: 'Kube(.+);(.*)',
        target_label: 'what',
        replacement: '${1} $2',
      },
    ],
    { ...labels, what: 'NodeNotReady warning' },
  ],
  [
    'no match',
    [{ source_labels: ['alertname'], regex: 'Kube', target_label: 'team', replacement: 'x' }],
    labels,
  ],
  ['a label emptied', [{ target_label: 'severity', replacement: '' }], { alertname: 'KubeNodeNotReady' }],
  ['a label dropped', [{ regex: 'sev.*', action: 'labeldrop' }], { alertname: 'KubeNodeNotReady' }],
  ['an alert dropped', [{ source_labels: ['severity'], regex: 'warning', action: 'drop' }], undefined],
  ['an alert not kept', [{ source_labels: ['severity'], regex: 'critical', action: 'keep' }], undefined],
])('%s', (_what, steps, expected) => {
  expect(relabelled(labels, steps)).toEqual(expected);
});

test('a step that the simulator does not know is a fault, no guess', () => {
  expect(() => relabelled(labels, [{ action: 'hashmod' }])).toThrow('does not know action hashmod');
});
