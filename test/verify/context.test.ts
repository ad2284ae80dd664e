import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { contextOf, eksContextOf, type ContextEntry } from '../../verify/cluster/context';
import { kubeconfigFromAws } from '../../verify/cluster/eks';

const entry = (name: string, changes: Partial<ContextEntry> = {}): ContextEntry => ({
  name,
  cluster: name,
  execArgs: [],
  ...changes,
});

describe('a stack with a context', () => {
  test('takes it, whatever else there is', () => {
    expect(contextOf('kind-dev', [entry('prod'), entry('kind-dev')], undefined)).toBe('kind-dev');
    expect(contextOf('kind-dev', [entry('kind-dev')], 'kind-dev')).toBe('kind-dev');
  });

  test('refuses another, even one that exists', () => {
    expect(() => contextOf('kind-dev', [entry('prod'), entry('kind-dev')], 'prod')).toThrow(
      '--context prod: the stack belongs to kind-dev (observatory:cluster.context); refused',
    );
  });

  test('says which contexts there are when its own is not', () => {
    expect(() => contextOf('kind-dev', [entry('prod')], undefined)).toThrow(
      'observatory:cluster.context: there is no context kind-dev; there are: prod (KUBECONFIG, or ~/.kube/config)',
    );
  });
});

describe('a stack on EKS', () => {
  const eks = { clusterName: 'main', region: 'eu-central-1' };
  const arn = (region: string, name: string) => `arn:aws:eks:${region}:123456789012:cluster/${name}`;
  const byToken = (name: string, region: string) => [
    '--region',
    region,
    'eks',
    'get-token',
    '--cluster-name',
    name,
  ];

  test('takes a context by the ARN of its cluster, or by how it gets its token', () => {
    const byArn = entry('a', { cluster: arn('eu-central-1', 'main') });
    const byExec = entry('b', { execArgs: byToken('main', 'eu-central-1') });
    expect(eksContextOf(eks, [entry('x'), byArn], 'a')).toBe('a');
    expect(eksContextOf(eks, [entry('x'), byExec], 'b')).toBe('b');
  });

  test('refuses one of the same name in another region, one of another name, and one that is not there', () => {
    const others = [
      entry('region', { cluster: arn('us-east-1', 'main') }),
      entry('name', { execArgs: byToken('other', 'eu-central-1') }),
    ];
    for (const { name } of others) {
      expect(() => eksContextOf(eks, others, name)).toThrow(
        `--context ${name}: is not the stack’s EKS cluster main in eu-central-1 (observatory:cluster.eks); refused`,
      );
    }
    expect(() => eksContextOf(eks, others, 'gone')).toThrow(
      '--context gone: there is none; there are: region, name (KUBECONFIG, or ~/.kube/config)',
    );
  });

  describe('without one, AWS is asked', () => {
    const folder = mkdtempSync(join(tmpdir(), 'aws-'));
    /** An AWS CLI that notes how it was called. */
    const aws = (script: string): void => {
      writeFileSync(join(folder, 'aws'), `#!/bin/sh\necho "$@" > ${folder}/called\n${script}\n`, {
        mode: 0o755,
      });
    };
    const environment = { PATH: `${folder}:/bin:/usr/bin` };
    afterAll(() => {
      rmSync(folder, { recursive: true });
    });

    test('for the cluster of that name, and no kubeconfig plays a part', async () => {
      aws(
        `echo '{"cluster": {"endpoint": "https://abc.eks.example.com", "certificateAuthority": {"data": "Q0E="}}}'`,
      );
      const text = await kubeconfigFromAws({ ...eks, profile: 'ops' }, environment);
      expect(readFileSync(join(folder, 'called'), 'utf8').trim()).toBe(
        'eks describe-cluster --name main --region eu-central-1 --output json --profile ops',
      );
      expect(JSON.parse(text)).toMatchObject({
        clusters: [
          { cluster: { server: 'https://abc.eks.example.com', 'certificate-authority-data': 'Q0E=' } },
        ],
        users: [{ user: { exec: { command: 'aws', env: [{ name: 'AWS_PROFILE', value: 'ops' }] } } }],
      });
    });

    test('what it refuses is told', async () => {
      aws('echo "No cluster found for name: main." >&2; exit 254');
      await expect(kubeconfigFromAws(eks, environment)).rejects.toThrow(
        'EKS cluster main in eu-central-1: AWS does not tell where it is (observatory:cluster.eks): No cluster found for name: main.',
      );
    });

    test('and so is a machine without its CLI', async () => {
      await expect(kubeconfigFromAws(eks, { PATH: '/nowhere' })).rejects.toThrow(
        /the AWS CLI, .* is not on PATH; .*--context$/,
      );
    });
  });
});
