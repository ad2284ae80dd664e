import type { Invariant } from './model';

/** Thresholds of the nodes: the urgent alert comes after the warning. */
export const nodesInvariants: readonly Invariant[] = [
  {
    holds: 'the warning of a node’s memory comes before the urgent alert',
    key: 'alerting.nodes.memoryPercent',
    fault: ({ alerting: { nodes } }) =>
      nodes.memoryPercent < nodes.memoryCriticalPercent
        ? undefined
        : `${String(nodes.memoryPercent)} is not below alerting.nodes.memoryCriticalPercent ${String(nodes.memoryCriticalPercent)}; write less, or raise memoryCriticalPercent`,
  },
  {
    holds: 'the warning of a node’s disk comes before the page',
    key: 'alerting.nodes.diskFreePercent',
    fault: ({ alerting: { nodes } }) =>
      nodes.diskFreePercent > nodes.diskFreeCriticalPercent
        ? undefined
        : `${String(nodes.diskFreePercent)} is not above alerting.nodes.diskFreeCriticalPercent ${String(nodes.diskFreeCriticalPercent)}; write more, or lower diskFreeCriticalPercent`,
  },
];
