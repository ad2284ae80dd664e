import { alertmanagerSignals } from './alertmanager';
import { awsSignals } from './aws';
import { dependencySignals } from './dependency';
import { alertSignals } from './alerts';
import { recordedBusinessSignals } from './business';
import { recordedFreshnessSignals } from './freshness';
import { kubernetesSignals } from './kubernetes';
import { nodeSignals } from './node';
import { recordedOperationSignals } from './operations';
import { recordedSignals } from './recorded';
import { routeSignals } from './routes';
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
  ...awsSignals,
  ...alertmanagerSignals,
  ...dependencySignals,
  ...recordedSignals,
  ...routeSignals,
  ...alertSignals,
  ...kubernetesSignals,
  ...recordedOperationSignals,
  ...recordedFreshnessSignals,
  ...recordedBusinessSignals,
  ...sloSignals,
  ...thirdPartyRecordedSignals,
  ...paymentRecordedSignals,
];
