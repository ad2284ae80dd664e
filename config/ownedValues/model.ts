/** Values of a chart that an override must not reach: what is wrong with it and what to do instead. */
export interface OwnedValues {
  readonly [key: string]: OwnedValues | string;
}

/** A value that a key of the configuration sets, with the checks that belong to it. */
export const setBy = (...keys: readonly string[]): string =>
  `is set by ${keys.map((key) => `observatory:${key}`).join(' and ')}; write it there`;

/** A value that the stack does not work without. */
export const reliedUpon = (why: string): string => `must stay as the stack sets it: ${why}; remove it`;

export const dayOneName = reliedUpon(
  'Services, Secrets and volumes are found by the names that follow from it',
);

/** What would lead past the login, the encryption or the authentication that `access` asks for. */
export const outside = (port: string): OwnedValues => ({
  type: `would open it beside observatory:access, which says who may reach it and how it is guarded; write exposure there`,
  externalIPs: `would open it beside observatory:access, which says who may reach it and how it is guarded; write exposure there`,
  [port]: reliedUpon('everything that calls it uses this port'),
});
