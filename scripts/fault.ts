import { z } from 'zod';
import { UserError } from '../config/errors';
import { callControl } from '../local/control';
import { faultNames, faults, isFaultName } from '../local/demo/faults';
import { theInstance } from '../local/instance';
import { table } from '../local/screen/table';
import { stateFolders } from '../local/state';

const refusal = z.object({ error: z.string() });

const usage = `npm run fault -- <name> on|off
${table(faultNames.map((name) => [name, faults[name]]))}`;

/** `npm run fault -- latency on`: switches a fault of the demo application that runs in another terminal. */
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
  console.log(`${name} is ${position}: ${position === 'on' ? faults[name] : 'as usual again'}.`);
}
