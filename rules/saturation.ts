import type { Application } from '../config/schema/application';
import { dashboardUids } from '../dashboards/uids';
import { number, ratio } from '../signals/promql';
import { cpuSaturation, memorySaturation, openFilesSaturation } from '../signals/recorded';
import { select, type Signal } from '../signals/signal';
import {
  ofOwnProcesses,
  processCpu,
  processMaxFiles,
  processMemory,
  processOpenFiles,
} from '../signals/targets';
import {
  containerCpu,
  containerMemory,
  cpuLimit,
  cpuRequest,
  memoryLimit,
  ofWorkload,
} from '../signals/workload';
import type { RuleContext } from './input';
import type { AlertRule, RecordingRule, RuleGroup } from './model';
import { recorder } from './record';
import { minutes, minutesText, plainText } from './text';

/** A container that was restarted in its pod has two series for a moment; so has all of it when an exporter moves. */
const perContainer = (of: typeof containerCpu, namespace: string): string =>
  `max by (pod, container) (${select(of, { namespace })})`;

/** Used by allowed, over the containers that use some and are allowed some: a pod that waits for a node is no reserve. */
const cpuOfContainers = ({ namespace, workload }: Application): string[] => {
  if (workload === undefined) return [];
  const used = perContainer(containerCpu, namespace);
  const allowed = `(${perContainer(cpuLimit, namespace)} or ${perContainer(cpuRequest, namespace)})`;
  const sum = (of: string, where: string): string =>
    `sum(${ofWorkload(`(${of} and ${where})`, namespace, workload)})`;
  return [`${sum(used, allowed)} / ${sum(allowed, used)}`];
};

/** Of the fullest one: each container is killed by itself, however empty the others are. */
const memoryOfContainers = ({ namespace, workload }: Application): string[] =>
  workload === undefined
    ? []
    : [
        `max(${ofWorkload(`(${perContainer(containerMemory, namespace)} / ${perContainer(memoryLimit, namespace)})`, namespace, workload)})`,
      ];

const capacityOf = ({ scrape, alerts }: Application) =>
  scrape === undefined ? undefined : alerts.saturation.instanceCapacity;

const cpuOfProcesses = (application: Application): string[] => {
  const capacity = capacityOf(application);
  const cpu = ofOwnProcesses(processCpu, application.name);
  return capacity === undefined ? [] : [`max(rate(${cpu}[5m])) / ${number(capacity.cpuCores)}`];
};

const memoryOfProcesses = (application: Application): string[] => {
  const capacity = capacityOf(application);
  const memory = ofOwnProcesses(processMemory, application.name);
  return capacity === undefined ? [] : [`max(${memory}) / ${number(capacity.memoryMb * 1_048_576)}`];
};

/** One source of a share, or the next where the first has no data. */
const recorded = (
  record: ReturnType<typeof recorder>,
  signal: Signal,
  sources: readonly string[],
): RecordingRule[] => (sources.length === 0 ? [] : [record(signal, sources.join(' or '))]);

const openFiles = ({ name, scrape }: Application): string[] =>
  scrape === undefined
    ? []
    : [
        // 0: the platform has no limit to tell.
        `max(${ofOwnProcesses(processOpenFiles, name)} / (${ofOwnProcesses(processMaxFiles, name)} > 0))`,
      ];

interface Threshold {
  readonly alert: string;
  readonly of: Signal;
  readonly percent: number;
  readonly priority: AlertRule['priority'];
  readonly summary: string;
  readonly description: string;
}

const thresholds = (application: Application): Threshold[] => {
  const { displayName, alerts } = application;
  const shown = plainText(displayName);
  const { cpuPercent, memoryPercent, memoryCriticalPercent, openFilesPercent, forMinutes } =
    alerts.saturation;
  const lasting = (percent: number): string =>
    `above ${number(percent)} % for more than ${minutesText(forMinutes)}`;
  return [
    {
      alert: 'CpuHigh',
      of: cpuSaturation,
      percent: cpuPercent,
      priority: 'P3',
      summary: `${shown} uses {{ $value | humanizePercentage }} of its CPU`,
      description: `${shown} uses {{ $value | humanizePercentage }} of the CPU it may use (its limits, requests where there is none), ${lasting(cpuPercent)}. Near the limit it is throttled, and requests wait.`,
    },
    {
      alert: 'MemoryHigh',
      of: memorySaturation,
      percent: memoryPercent,
      priority: 'P3',
      summary: `${shown} uses {{ $value | humanizePercentage }} of its memory`,
      description: `The fullest instance of ${shown} uses {{ $value | humanizePercentage }} of the memory it may use, ${lasting(memoryPercent)}. At 100 % it is killed.`,
    },
    {
      alert: 'MemoryNearlyExhausted',
      of: memorySaturation,
      percent: memoryCriticalPercent,
      priority: 'P2',
      summary: `${shown} is about to run out of memory: {{ $value | humanizePercentage }} are used`,
      description: `The fullest instance of ${shown} uses {{ $value | humanizePercentage }} of the memory it may use, ${lasting(memoryCriticalPercent)}. It is killed when it reaches 100 %, and what it was doing is lost.`,
    },
    {
      alert: 'OpenFilesNearLimit',
      of: openFilesSaturation,
      percent: openFilesPercent,
      priority: 'P3',
      summary: `${shown} has {{ $value | humanizePercentage }} of its file descriptors open`,
      description: `A process of ${shown} has {{ $value | humanizePercentage }} of the files and sockets open that it may open, ${lasting(openFilesPercent)}. At 100 % it can accept no connection and open no file.`,
    },
  ];
};

/** CPU, memory and open files of an application against what it may use. */
export const saturationGroups = (application: Application, context: RuleContext): RuleGroup[] => {
  const { name, team, alerts } = application;
  const record = recorder(application, context);
  const records = [
    ...recorded(record, cpuSaturation, [...cpuOfContainers(application), ...cpuOfProcesses(application)]),
    ...recorded(record, memorySaturation, [
      ...memoryOfContainers(application),
      ...memoryOfProcesses(application),
    ]),
    ...recorded(record, openFilesSaturation, openFiles(application)),
  ];
  const known = new Set(records.map((rule) => rule.record));
  if (known.size === 0) return [];
  return [
    {
      name: `${name}.saturation`,
      team,
      rules: [
        ...records,
        ...thresholds(application)
          .filter(({ of }) => known.has(of.metric))
          .map(({ alert, of, percent, priority, summary, description }): AlertRule => ({
            alert,
            expr: `${select(of, { application: name })} > ${ratio(percent)}`,
            for: minutes(alerts.saturation.forMinutes),
            priority,
            team,
            application: name,
            summary,
            description,
            dashboard: dashboardUids.systemHealth,
          })),
      ],
    },
  ];
};

/** Applications about whose CPU and memory nothing can be said, one sentence each. */
export const withoutCapacity = (applications: readonly Application[]): string[] =>
  applications
    .filter(
      (application) =>
        application.scrape !== undefined &&
        application.workload === undefined &&
        capacityOf(application) === undefined,
    )
    .map(
      ({ name }) =>
        `applications/${name}.yaml: names neither a workload nor alerts.saturation.instanceCapacity, so no alert tells when its CPU or memory runs out`,
    );
