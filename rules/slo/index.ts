import type { Application } from '../../config/schema/application';
import type { RuleContext } from '../input';
import type { RuleGroup } from '../model';
import { seconds } from '../text';
import { burnAlert, sparseBadEvents } from './alerts';
import { fastRecords, slowRecords } from './budget';
import { objectivesOf, type Objective } from './objectives';

/** Seconds between two evaluations of windows of days. Below Prometheus' look-back of 5 minutes, or their series would have holes. */
const slowSeconds = 120;

const groupsOf = (objective: Objective, context: RuleContext): RuleGroup[] => {
  const { application, name, bad } = objective;
  const everySeconds = Math.max(slowSeconds, context.evaluationIntervalSeconds);
  return [
    {
      name: `${application.name}.slo-${name}`,
      team: application.team,
      rules: [
        ...fastRecords(objective, context),
        ...burnAlert(
          objective,
          'page',
          { selector: bad, sampleSeconds: context.evaluationIntervalSeconds },
          context,
        ),
      ],
    },
    {
      name: `${application.name}.slo-${name}-budget`,
      team: application.team,
      interval: seconds(everySeconds),
      rules: [
        ...slowRecords(objective, context),
        ...burnAlert(objective, 'ticket', sparseBadEvents(objective, everySeconds), context),
      ],
    },
  ];
};

/** Recorded budgets and burn-rate alerts of every objective of an application. */
export const sloGroups = (application: Application, context: RuleContext): RuleGroup[] =>
  objectivesOf(application).flatMap((objective) => groupsOf(objective, context));
