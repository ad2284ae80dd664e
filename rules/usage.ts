import type { Application } from '../config/schema/application';
import { cpuUsage, instancesAnswering, memoryUsage, workloadGeneration } from '../signals/recorded';
import { instancesUp, ofOwnProcesses, processCpu, processMemory } from '../signals/targets';
import { containerCpu, containerMemory, observedGenerationOf, sumOverWorkload } from '../signals/workload';
import { unlessScaledToZero } from './availability';
import type { RuleContext } from './input';
import type { RuleGroup } from './model';
import { recorder } from './record';

/** Instances, CPU and memory of an application: of its workload's containers, else (fixed targets, laptops) of its own processes. */
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
  const instances =
    scrape === undefined
      ? []
      : [
          record(
            instancesAnswering,
            `(sum(${instancesUp(name)}) or vector(0))${unlessScaledToZero(application)}`,
          ),
        ];
  // What dashboards mark as a deployment.
  const generation =
    workload === undefined
      ? []
      : [record(workloadGeneration, `max(${observedGenerationOf(namespace, workload)})`)];
  return [
    {
      name: `${name}.usage`,
      team,
      rules: [...instances, record(cpuUsage, cpu), record(memoryUsage, memory), ...generation],
    },
  ];
};
