import { getUser } from '@pulumi/pagerduty/getUser';
import * as pulumi from '@pulumi/pulumi';

/** Identifiers of PagerDuty users by e-mail address. No Map: an Output would make an object of it. */
export type UserIds = Readonly<Record<string, string>>;

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const faultOf = (address: string, error: unknown): string => {
  const reason = reasonOf(error);
  return /unable to locate any user/i.test(reason)
    ? `PagerDuty has no user ${address}, who is on call or in an escalation (content/teams); invite them, write pagerdutyEmail where their address there is another one (upper and lower case count), or take them out`
    : `PagerDuty cannot be asked for its user ${address}: ${reason}`;
};

/** A fault that keeps its words: the SDK puts the path of each property that waits for it before them, over and over. */
const lastingFault = (message: string): pulumi.RunError =>
  Object.defineProperty(new pulumi.RunError(message), 'message', {
    get: () => message,
    set: () => undefined,
  });

/**
 * Looks people up, all at once: users are people's own, the program neither makes nor deletes them. The promise is
 * rejected with one RunError that names everyone who is missing.
 */
export const userIds = async (addresses: readonly string[], opts: pulumi.InvokeOptions): Promise<UserIds> => {
  const answers = await Promise.allSettled(addresses.map((email) => getUser({ email }, opts)));
  const faults = answers.flatMap((answer, index) =>
    answer.status === 'rejected' ? [faultOf(addresses[index] ?? '', answer.reason)] : [],
  );
  if (faults.length > 0) throw lastingFault(faults.join('\n'));
  return Object.fromEntries(
    answers.flatMap((answer, index) =>
      answer.status === 'fulfilled' ? [[addresses[index] ?? '', answer.value.id] as const] : [],
    ),
  );
};
