import type { RulesInput } from './input';

/** Seconds between two evaluations of slow windows. Below Prometheus' look-back of 5 minutes, or their series would have holes. */
const slowSeconds = 120;

/** Seconds between two samples of what is recorded sparsely: an hour is 30 of them, not 120. */
export const sparseSeconds = ({
  evaluationIntervalSeconds,
}: Pick<RulesInput, 'evaluationIntervalSeconds'>): number => Math.max(slowSeconds, evaluationIntervalSeconds);
