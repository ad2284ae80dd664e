import { describe, expect, it } from '@jest/globals';
import { commentedKeys } from '../../../charts/refresh/commentedKeys';

const keys = (values: string) => commentedKeys(values).map(({ path }) => path.join('/'));

describe('keys in the comments of values.yaml', () => {
  it('stand beside the keys of the same column', () => {
    const values = `
service:
  type: ClusterIP
  # nodePort: 30903
  port: 80
other: 1
# priorityClassName: ""
`;
    expect(commentedKeys(values)).toEqual([
      { path: ['service', 'nodePort'], value: 30903, mayBeExample: false },
      { path: ['priorityClassName'], value: '', mayBeExample: false },
    ]);
  });

  it('stand below the key that the indentation puts them under', () => {
    expect(
      keys(`
storage: {}
#  volumeClaimTemplate:
#    spec:
#      storageClassName: gp3
next:
  deep:
    a: 1
  # b:
  #   c: true
`),
    ).toEqual([
      'storage/volumeClaimTemplate',
      'storage/volumeClaimTemplate/spec',
      'storage/volumeClaimTemplate/spec/storageClassName',
      'next/b',
      'next/b/c',
    ]);
  });

  it('are marked when they may show the content of the empty key right above', () => {
    const found = commentedKeys('labels: {}\n# team: a\n\n# schedulerName: b\n');
    expect(found.map(({ path, mayBeExample }) => [path[0], mayBeExample])).toEqual([
      ['team', true],
      ['schedulerName', false],
    ]);
  });

  it('are not taken from prose', () => {
    expect(
      keys(`
# Note: this is important
# ref: https://example.com
# example: of what follows here
## proxyUrl: URL of a proxy
# labels are added to every object: see below
# hint: several words without quotes
a: 1
`),
    ).toEqual([]);
  });

  it('are not taken from list items, texts and what lies below them', () => {
    expect(
      keys(`
tolerations: []
# - key: dedicated
#   operator: Equal
script: |
  # notAKey: 1
  echo
items:
  - name: a
    # alsoNotAKey: 2
# config: |
#   inside: text
`),
    ).toEqual(['config']);
  });

  it('keep quoted names, names with dots, and values in flow style', () => {
    expect(
      commentedKeys('map:\n  set: 1\n  # "grafana.ini": { server: {} }\n  # example.com/key: [1]\n'),
    ).toEqual([
      { path: ['map', 'grafana.ini'], value: { server: {} }, mayBeExample: false },
      { path: ['map', 'example.com/key'], value: [1], mayBeExample: false },
    ]);
  });

  it('take a block that repeats its parent as an example of the parent', () => {
    expect(keys('global:\n  imageRegistry: ""\n  # global:\n  #   imagePullSecrets: []\n')).toEqual([
      'global/imagePullSecrets',
    ]);
  });

  it('survive what only looks like YAML', () => {
    expect(keys('a: 1\n# anchor: *none\n# template: {{ .Values.x }}\n# broken: [\n')).toEqual(['template']);
  });
});
