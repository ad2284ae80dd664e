import type { Application } from '../config/schema/application';
import { workloadGeneration } from '../signals/recorded';
import { observedGenerationOf } from '../signals/workload';
import type { RuleContext } from './input';
import type { RuleGroup } from './model';
import { recorder } from './record';

/** When an application's workload was changed: what dashboards mark as a deployment. */
export const deploymentGroups = (application: Application, context: RuleContext): RuleGroup[] => {
  const { name, team, namespace, workload } = application;
  if (workload === undefined) return [];
  const generation = observedGenerationOf(namespace, workload);
  return [
    {
      name: `${name}.deployments`,
      team,
      rules: [recorder(application, context)(workloadGeneration, `max(${generation})`)],
    },
  ];
};
