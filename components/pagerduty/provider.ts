import { Provider } from '@pulumi/pagerduty/provider';
import * as pulumi from '@pulumi/pulumi';
import { UserError } from '../../config/errors';
import type { GivenSecrets } from '../../config/resolve';
import type { AlertingConfig } from '../../config/schema/stack';
import { missingFault, missingPlaceholder, type MissingSecrets } from '../credentials';

const token = 'pagerdutyApi.token';

/**
 * The account that is managed. Its token comes from the stack and never from the environment: another shell must not
 * mean another account.
 *
 * @throws UserError without a token, unless a plan is made
 */
export const pagerdutyProvider = (
  { region }: AlertingConfig['pagerduty'],
  given: GivenSecrets,
  whenMissing: MissingSecrets,
): Provider => {
  const value = given.get(token);
  if (typeof value !== 'string' && whenMissing === 'fail') throw new UserError([missingFault(token)]);
  return new Provider('pagerduty', {
    token: pulumi.secret(typeof value === 'string' ? value : missingPlaceholder(token)),
    // `us` is the provider's default, and not among the values that it takes.
    ...(region === 'us' ? {} : { serviceRegion: region }),
  });
};
