import { expect, test } from '@jest/globals';
import { clusterProvider } from '../../components/cluster';
import { clusterGuard, wrongCluster } from '../../components/cluster/guard';
import { Namespaces } from '../../components/namespaces';
import type { ClusterConfig } from '../../config/schema/stack';
import { theResource } from '../../plan/recording';
import { recorded } from '../support/recorded';

const uid = '0a1b2c3d-0000-4000-8000-0123456789ab';
const cluster: ClusterConfig = { name: 'dev', environment: 'dev', platform: 'generic', context: 'kind-dev' };

const guarded = (stated: ClusterConfig) =>
  recorded(() => {
    const provider = clusterProvider(stated);
    return new Namespaces('namespaces', {
      providers: [provider],
      dependsOn: [...clusterGuard(stated, provider)],
    });
  });

test('with cluster.uid every namespace, and so everything, waits for what the cluster says of itself', async () => {
  const recording = await guarded({ ...cluster, uid });
  const system = theResource(recording, 'Namespace', 'kube-system');
  expect(system.kind).toBe('read');
  expect(system.provider).toBe(theResource(recording, 'pulumi:providers:kubernetes', 'cluster').urn);
  for (const name of ['observatory', 'observatory-nodes']) {
    expect(theResource(recording, 'Namespace', name).dependencies).toContain(system.urn);
  }
});

test('without it nothing is read', async () => {
  const recording = await guarded(cluster);
  expect(recording.resources.filter(({ kind }) => kind === 'read')).toEqual([]);
});

test('another uid is refused with what to correct; an unknown one, as in a plan, is not', () => {
  expect(wrongCluster(uid, uid)).toBeUndefined();
  expect(wrongCluster(uid, undefined)).toBeUndefined();
  expect(wrongCluster(uid, 'other')).toBe(
    `observatory:cluster.uid: this is another cluster: its namespace kube-system has the uid other, the stack expects ${uid}; nothing was changed. Correct the kubeconfig, or the stack’s cluster.context or cluster.eks`,
  );
});
