import type { Duration } from '../../rules/model';

/**
 * Longest that one attempt may take. Alertmanager itself would wait until the next look at the group, which is two hours
 * for a digest, for an endpoint that takes the request and never answers; so it tries again.
 */
export const attemptTimeout: Duration = '10s';
