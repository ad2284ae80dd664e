import type { Application } from '../config/schema/application';
import { dashboardUids } from '../dashboards/uids';
import { select } from '../signals/signal';
import { ofOwnProcesses, processStart } from '../signals/targets';
import { containerRestarts, lastTermination, ofWorkload } from '../signals/workload';
import type { AlertRule, RuleGroup } from './model';
import { minutes, minutesText, plainText } from './text';

/** Containers that the kernel killed because they reached their memory limit. Other crashes are KubePodCrashLooping. */
const outOfMemory = ({ name, team, displayName, namespace, workload }: Application): AlertRule[] => {
  if (workload === undefined) return [];
  const restarted = `max by (pod, container) (increase(${select(containerRestarts, { namespace })}[10m])) > 0`;
  const killed = `${select(lastTermination, { namespace, reason: 'OOMKilled' })} == 1`;
  return [
    {
      alert: 'ContainerOutOfMemoryKilled',
      expr: `count(${ofWorkload(`(${restarted} and on (pod, container) ${killed})`, namespace, workload)})`,
      for: '0s',
      // A kill is over at once: what happens in the night is still to be seen in the morning.
      keepFiringFor: '12h',
      priority: 'P3',
      team,
      application: name,
      summary: `${plainText(displayName)}: out of memory, containers killed: {{ $value }}`,
      description: `Containers of ${plainText(displayName)} that reached their memory limit within 10 minutes and were killed by the kernel: {{ $value }}. They were started again; what they were doing is lost. The alert stays for 12 hours.`,
      dashboard: dashboardUids.systemHealth,
    },
  ];
};

/**
 * A process that ends and is started again. Start times that go back and forth are several processes behind one address,
 * and no restart.
 */
const restarting = ({ name, team, displayName, scrape, workload, alerts }: Application): AlertRule[] => {
  if (workload !== undefined || scrape === undefined) return [];
  const { count, withinMinutes } = alerts.restarts;
  const start = `${ofOwnProcesses(processStart, name)}[${minutes(withinMinutes)}]`;
  return [
    {
      alert: 'ProcessRestarting',
      expr: `max(changes(${start}) unless resets(${start}) > 0) >= ${String(count)}`,
      for: '0s',
      priority: 'P3',
      team,
      application: name,
      summary: `${plainText(displayName)} was restarted {{ $value }} times within ${minutesText(withinMinutes)}`,
      description: `An instance of ${plainText(displayName)} was started {{ $value }} times within ${minutesText(withinMinutes)}. It ends by itself or is ended, and serves little in between.`,
      dashboard: dashboardUids.systemHealth,
    },
  ];
};

/** Processes and containers that end without being asked to. */
export const restartGroups = (application: Application): RuleGroup[] => {
  const rules = [...outOfMemory(application), ...restarting(application)];
  return rules.length === 0 ? [] : [{ name: `${application.name}.restarts`, team: application.team, rules }];
};
