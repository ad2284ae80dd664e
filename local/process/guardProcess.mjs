// Outlives the run that started it by a moment: when that process ends without tidying up (kill -9, a crash), the pipe
// on standard input closes, and everything it started is ended here. No orphan keeps a port or a data folder.
// Plain JavaScript, because it must start in an instant and with nothing that could fail.
//
// Lines on standard input: `add <process group>`, `remove <process group>`, `folder <path to remove>`, `done`.
import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { clearInterval, setInterval } from 'node:timers';

const GRACE_MS = 5000;
const groups = new Set();
const folders = new Set();
let done = false;

// A signal for the whole terminal is for the run itself to handle.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined);

function signalGroup(group, signal) {
  try {
    process.kill(-group, signal);
    return true;
  } catch {
    return false;
  }
}

const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => {
  const [verb] = line.split(' ', 1);
  const argument = line.slice(verb.length + 1);
  if (verb === 'add') groups.add(Number(argument));
  if (verb === 'remove') groups.delete(Number(argument));
  if (verb === 'folder') folders.add(argument);
  if (verb === 'done') done = true;
});
lines.on('close', () => {
  if (done) process.exit(0);
  for (const group of groups) signalGroup(group, 'SIGTERM');
  const deadline = Date.now() + GRACE_MS;
  const timer = setInterval(() => {
    const left = [...groups].filter((group) => signalGroup(group, 0));
    if (left.length > 0 && Date.now() < deadline) return;
    clearInterval(timer);
    for (const group of left) signalGroup(group, 'SIGKILL');
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  }, 50);
});
