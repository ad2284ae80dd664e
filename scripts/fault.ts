import { z } from 'zod';
import { UserError } from '../config/errors';
import { callControl } from '../local/control';
import { faultGroups, faults, faultsOf, isFaultName } from '../local/faults/catalogue';
import { theInstance } from '../local/instance';
import { table } from '../local/screen/table';
import { stateFolders } from '../local/state';

const refusal = z.object({ error: z.string() });

const usage = [
  'npm run fault -- <name> on|off',
  ...faultGroups.map(
    (group) => `${group}\n${table(faultsOf(group).map((name) => [name, faults[name].what]))}`,
  ),
].join('\n\n');

/** `npm run fault -- latency on`: switches a fault of the run in another terminal. */
export async function main([name, position]: readonly string[]): Promise<void> {
  if (name === undefined) {
    console.log(usage);
    return;
  }
  if (!isFaultName(name)) throw new UserError([`There is no fault "${name}".\n${usage}`]);
  if (position !== 'on' && position !== 'off') {
    throw new UserError([`Say on or off${position === undefined ? '' : `, not "${position}"`}.\n${usage}`]);
  }
  const instance = await theInstance(stateFolders());
  const { status, body } = await callControl(instance, `/faults/${name}`, { on: position === 'on' });
  if (status !== 200)
    throw new UserError([refusal.safeParse(body).data?.error ?? `refused (${String(status)})`]);
  console.log(`${name} is ${position}: ${position === 'on' ? faults[name].what : 'as usual again'}.`);
}
