import type { Application } from '../../config/schema/application';
import type { RuleContext } from '../input';
import type { RuleGroup } from '../model';
import { thirdPartyAlerts } from './alerts';
import { thirdPartyRecordings } from './recording';

/** Errors, latency, quota and circuit breakers of the APIs of others that an application calls; one group each. */
export const thirdPartyGroups = (application: Application, context: RuleContext): RuleGroup[] =>
  Object.entries(application.thirdParties).map(([name, thirdParty]) => ({
    name: `${application.name}.third-party-${name}`,
    team: application.team,
    rules: [
      ...thirdPartyRecordings(application, name, thirdParty, context),
      ...thirdPartyAlerts(application, name, thirdParty, context),
    ],
  }));
