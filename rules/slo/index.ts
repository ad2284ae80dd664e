import type { Application } from '../../config/schema/application';
import type { RuleContext } from '../input';
import type { RuleGroup } from '../model';
import { recorder } from '../record';
import { sparseSeconds } from '../sparse';
import { seconds } from '../text';
import { burnAlert, sparseBadEvents } from './alerts';
import { fastRecords, slothId, slowRecords } from './budget';
import { coverageAlert } from './coverage';
import { objectivesOf, type Objective } from './objectives';

const groupsOf = (objective: Objective, context: RuleContext): RuleGroup[] => {
  const { application, name, bad } = objective;
  const everySeconds = sparseSeconds(context);
  return [
    {
      name: `${application.name}.slo-${name}`,
      team: application.team,
      rules: [
        ...(objective.records?.(recorder(application, context)) ?? []),
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
        ...coverageAlert(objective),
      ],
    },
  ];
};

/** Recorded budgets and burn-rate alerts of every objective of an application. */
export const sloGroups = (application: Application, context: RuleContext): RuleGroup[] =>
  objectivesOf(application).flatMap((objective) => groupsOf(objective, context));

/** Objectives that would record the same series: their ids are made of names, and two pairs of names may make the same one. */
export const objectiveFaults = (applications: readonly Application[]): string[] => {
  const owners = new Map<string, Set<string>>();
  for (const application of applications)
    for (const objective of objectivesOf(application)) {
      const id = slothId(objective);
      owners.set(id, (owners.get(id) ?? new Set()).add(application.name));
    }
  return [...owners]
    .filter(([, names]) => names.size > 1)
    .map(
      ([id, names]) =>
        `${[...names].map((name) => `applications/${name}.yaml`).join(' and ')}: slos: objectives of both have the id "${id}", which is made of the names of application and objective; rename an operation, data or an application`,
    );
};
