import { alertmanagerSignals } from './alertmanager';
import { recordedFreshnessSignals } from './freshness';
import { nodeSignals } from './node';
import { recordedOperationSignals } from './operations';
import { recordedSignals } from './recorded';
import type { Signal } from './signal';
import { paymentRecordedSignals } from './payments';
import { sloSignals } from './slo';
import { processSignals, targetSignals } from './targets';
import { thirdPartyRecordedSignals } from './thirdParty';
import { workloadSignals } from './workload';

/** Every signal with a fixed name; those of applications and of SLO windows are functions (http.ts, slo.ts). */
export const catalogue: readonly Signal[] = [
  ...targetSignals,
  ...processSignals,
  ...workloadSignals,
  ...nodeSignals,
  ...alertmanagerSignals,
  ...recordedSignals,
  ...recordedOperationSignals,
  ...recordedFreshnessSignals,
  ...sloSignals,
  ...thirdPartyRecordedSignals,
  ...paymentRecordedSignals,
];
