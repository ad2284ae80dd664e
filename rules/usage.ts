import type { Application } from '../config/schema/application';
import { cpuUsage, memoryUsage, workloadGeneration } from '../signals/recorded';
import { ofOwnProcesses, processCpu, processMemory } from '../signals/targets';
import { containerCpu, containerMemory, observedGenerationOf, sumOverWorkload } from '../signals/workload';
import type { RuleContext } from './input';
import type { RuleGroup } from './model';
import { recorder } from './record';

/** CPU and memory of an application: of its workload's containers, else (fixed targets, laptops) of its own processes. */
export const usageGroups = (application: Application, context: RuleContext): RuleGroup[] => {
  const { name, team, namespace, scrape, workload } = application;
  const record = recorder(application, context);
  const sources = (containers: typeof containerCpu, processes: string): string =>
    [
      ...(workload === undefined ? [] : [sumOverWorkload(containers, namespace, workload)]),
      ...(scrape === undefined ? [] : [processes]),
    ].join(' or ');
  const cpu = sources(containerCpu, `sum(rate(${ofOwnProcesses(processCpu, name)}[5m]))`);
  const memory = sources(containerMemory, `sum(${ofOwnProcesses(processMemory, name)})`);
  if (cpu === '') return [];
  // What dashboards mark as a deployment.
  const generation =
    workload === undefined
      ? []
      : [record(workloadGeneration, `max(${observedGenerationOf(namespace, workload)})`)];
  return [
    {
      name: `${name}.usage`,
      team,
      rules: [record(cpuUsage, cpu), record(memoryUsage, memory), ...generation],
    },
  ];
};
