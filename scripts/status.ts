import { callControl } from '../local/control';
import { theInstance } from '../local/instance';
import { runStatus } from '../local/run/status';
import { notificationTable, statusTables } from '../local/screen/tables';
import { clock } from '../local/screen/time';
import { stateFolders } from '../local/state';

/** `npm run status [-- --json]`: what the run in another terminal is doing. */
export async function main(args: readonly string[]): Promise<void> {
  const instance = await theInstance(stateFolders());
  const { body } = await callControl(instance, '/status');
  const status = runStatus.parse(body);
  if (args.includes('--json')) {
    console.log(JSON.stringify(status, null, 2));
    return;
  }
  console.log(`${status.state} since ${clock(status.startedAt)}, process ${String(instance.pid)}\n`);
  console.log(`${statusTables(status, Date.now())}\n\n${notificationTable(status)}`);
}
