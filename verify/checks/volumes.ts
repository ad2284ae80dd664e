import { namespaces } from '../../config/naming';
import { textOf, valueAt, type JsonObject } from '../../plan/json';
import { counted, outcome, type Finding } from '../model';
import type { Check } from './model';

export function volumeFindings(claims: readonly JsonObject[]): Finding[] {
  return claims.flatMap((claim) => {
    const phase = textOf(valueAt(claim, ['status', 'phase']));
    const name = textOf(valueAt(claim, ['metadata', 'name']));
    return phase === 'Bound'
      ? []
      : [
          {
            subject: `PersistentVolumeClaim ${name}`,
            problem: `is ${phase === '' ? 'not bound' : phase}`,
            advice: `kubectl -n ${namespaces.stack} describe pvc ${name}; see observatory:storage.className`,
          },
        ];
  });
}

export const volumesCheck: Check = {
  name: 'volumes',
  async run(_expected, live) {
    const claims = await live.objects({ apiVersion: 'v1', kind: 'PersistentVolumeClaim' }, namespaces.stack);
    return outcome(counted(claims.length, 'volume'), volumeFindings(claims));
  },
};
