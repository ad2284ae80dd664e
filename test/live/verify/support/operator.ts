import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { freePort, LOOPBACK } from '../../../../local/loopback';
import { ensureProgram } from '../../../../tools/build';
import type { ControlPlane } from './controlPlane';

/** Runs the pinned operator itself, as the chart would deploy it, against a control plane. */
export async function startOperator(plane: ControlPlane): Promise<void> {
  const command = await ensureProgram('prometheus-operator');
  const port = await freePort();
  await plane.run({
    name: 'prometheus-operator',
    command,
    args: [
      `--web.listen-address=${LOOPBACK}:${String(port)}`,
      '--web.enable-tls=false',
      '--feature-gates=StatusForConfigurationResources=true',
      '--kubelet-endpoints=false',
    ],
    env: { KUBECONFIG: kubeconfigOf(plane) },
    ready: async () => (await fetch(`http://${LOOPBACK}:${String(port)}/healthz`)).ok,
    readyWithinSeconds: 600,
    advice: '',
  });
}

/** The operator takes the current context, which is the test's own cluster here and nowhere else. */
function kubeconfigOf(plane: ControlPlane): string {
  const config = JSON.parse(readFileSync(plane.kubeconfig, 'utf8')) as object;
  const file = path.join(plane.folder, 'operator.kubeconfig.json');
  writeFileSync(file, JSON.stringify({ ...config, 'current-context': 'verify-test' }), { mode: 0o600 });
  return file;
}
