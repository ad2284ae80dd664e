import { colours } from '../../plan/colours';
import type { RunStatus } from '../run/status';
import { table } from './table';
import { programTable, targetTable } from './tables';
import { wrap } from './wrap';

/** Characters of a line of text; tables may be wider. */
const WIDTH = 88;
/** Width of the first column of the differences, with its indentation. */
const INDENT = ' '.repeat(12);

/** What `npm start` says once everything is up. */
export function greeting(status: RunStatus): string {
  const differences = status.differences.map(({ what, details }) => [what, wrap(details, WIDTH, INDENT)]);
  // One of each group: the whole list is as long as the screen.
  const examples = status.faults.filter(
    ({ group }, index, all) => all.findIndex((other) => other.group === group) === index,
  );
  const commands = [
    ...examples.map(({ name, what }) => [`npm run fault -- ${name} on`, colours.dim(what)]),
    ['npm run fault', colours.dim('every fault, and what it does')],
    ['npm run status', colours.dim('these tables again, with alerts and notifications')],
  ];
  return [
    '',
    programTable(status),
    '',
    targetTable(status),
    '',
    `${colours.bold('As in a cluster, and not')}\n${table(differences)}`,
    '',
    `${colours.bold('In another terminal')}\n${table(commands)}`,
    '',
    `${colours.bold('What happens')} (Ctrl-C ends everything; logs in ${status.logs})`,
  ].join('\n');
}
