/** PagerDuty refuses these in names of escalation policies. */
const refused = /[\\/<>&]/g;

/**
 * A name in PagerDuty. It carries the cluster, because an account is shared by stacks and its names must differ.
 */
export const titled = (text: string, cluster: string): string =>
  `${text.replace(/\s*&\s*/g, ' and ').replace(refused, '-')} (${cluster})`;
