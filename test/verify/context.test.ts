import { describe, expect, test } from '@jest/globals';
import type { ClusterConfig } from '../../config/schema/stack';
import { contextOf, type ContextEntry } from '../../verify/cluster/context';

const entry = (name: string, changes: Partial<ContextEntry> = {}): ContextEntry => ({
  name,
  cluster: name,
  execArgs: [],
  ...changes,
});

describe('a stack with a context', () => {
  const cluster: ClusterConfig = {
    name: 'dev',
    environment: 'dev',
    platform: 'generic',
    context: 'kind-dev',
  };

  test('takes it, whatever else there is', () => {
    expect(contextOf(cluster, [entry('prod'), entry('kind-dev')], undefined)).toBe('kind-dev');
    expect(contextOf(cluster, [entry('kind-dev')], 'kind-dev')).toBe('kind-dev');
  });

  test('refuses another, even one that exists', () => {
    expect(() => contextOf(cluster, [entry('prod'), entry('kind-dev')], 'prod')).toThrow(
      '--context prod: the stack belongs to kind-dev (observatory:cluster.context); refused',
    );
  });

  test('says which contexts there are when its own is not', () => {
    expect(() => contextOf(cluster, [entry('prod')], undefined)).toThrow(
      'observatory:cluster.context: there is no context kind-dev; there are: prod (KUBECONFIG, or ~/.kube/config)',
    );
  });
});

describe('a stack on EKS', () => {
  const cluster: ClusterConfig = {
    name: 'prod',
    environment: 'prod',
    platform: 'eks',
    eks: { clusterName: 'main', region: 'eu-central-1' },
  };
  const arn = (region: string, name: string) => `arn:aws:eks:${region}:123456789012:cluster/${name}`;
  const byToken = (name: string, region: string) => [
    '--region',
    region,
    'eks',
    'get-token',
    '--cluster-name',
    name,
  ];

  test('finds the context by the ARN of its cluster, or by how it gets its token', () => {
    const byArn = entry('a', { cluster: arn('eu-central-1', 'main') });
    const byExec = entry('b', { execArgs: byToken('main', 'eu-central-1') });
    expect(contextOf(cluster, [entry('x'), byArn], undefined)).toBe('a');
    expect(contextOf(cluster, [entry('x'), byExec], undefined)).toBe('b');
  });

  test('refuses one of the same name in another region, and one of another name', () => {
    const others = [
      entry('region', { cluster: arn('us-east-1', 'main') }),
      entry('name', { execArgs: byToken('other', 'eu-central-1') }),
    ];
    expect(() => contextOf(cluster, others, 'region')).toThrow(
      '--context region: is not the stack’s EKS cluster main in eu-central-1 (observatory:cluster.eks); refused',
    );
    expect(() => contextOf(cluster, others, undefined)).toThrow(
      'aws eks update-kubeconfig --name main --region eu-central-1',
    );
  });
});
