import { spawnSync } from 'node:child_process';

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

function allProcesses(): readonly Process[] {
  const { stdout } = spawnSync('ps', ['-eo', 'pid=,ppid=,stat=,args='], { encoding: 'utf8' });
  return stdout
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line))
    .filter((match) => match !== null && !(match[3] ?? '').startsWith('Z'))
    .map((match) => ({ pid: Number(match?.[1]), parent: Number(match?.[2]), command: match?.[4] ?? '' }));
}

/** A process and everything that it started, directly or not. */
export function processTree(root: number): readonly Process[] {
  const all = allProcesses();
  const below = (pid: number): Process[] =>
    all.filter(({ parent }) => parent === pid).flatMap((child) => [child, ...below(child.pid)]);
  return [...all.filter(({ pid }) => pid === root), ...below(root)];
}

/** Which of these processes still run; a number that is used again by something else does not count. */
export function stillRunning(tree: readonly Process[]): readonly Process[] {
  const now = new Map(allProcesses().map((process) => [process.pid, process.command]));
  return tree.filter(({ pid, command }) => now.get(pid) === command);
}
