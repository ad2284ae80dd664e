import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { dashboardUids } from '../../dashboards/uids';
import { referenceSystems } from '../../test/dashboards/demands';
import { panelsOf, type PlainPanel } from '../../test/support/dashboards';
import type { DashboardFile } from '../../dashboards/model';

type Uid = (typeof dashboardUids)[keyof typeof dashboardUids];

/** Who reads a board, and what for. */
const readers: Readonly<Record<Uid, string>> = {
  overview: 'Everybody, first: is anything wrong, and which board says more?',
  'system-health': 'Who is on call: which service is down, slow or failing, and is it its own fault?',
  'api-performance': 'The team of an API: which endpoint is slow or fails?',
  'database-performance':
    'The team of an application and who keeps its database: is the database the reason?',
  'cache-performance': 'The team of an application: does the cache spare the database, and is it quick?',
  business: 'Product and team: does happen what the application is for?',
  infrastructure:
    'The platform team: do cluster, nodes and cloud carry what runs on them, and at what price?',
  slo: 'Who decides between features and reliability: how much of the error budget is left?',
  alerts: 'Who comes on duty: what fires, whose is it, and how often did it?',
};

/** What all boards have; said once. */
const head = `# Dashboards

Written by \`npm run docs\` from the boards themselves; the pictures by \`npm run dashboards\`: real Prometheus with sample days of the
reference applications, evaluated by the repository's rules. They are sketches, because they are not Grafana; in them the API of the
shop fails for the last three quarters of an hour. \`npm run test:system -- live/dashboards\` asks the same Prometheus: every
query of every panel returns values, and every panel one that changes.

The JSON is made with the types of the Grafana Foundation SDK, which Grafana generates from its own schema, and parsed by what draws
the sketches. It is not checked against a JSON schema: neither the SDK nor \`@grafana/schema\` carries one.

Every board refreshes as \`grafana.refreshSeconds\` says, marks deployments, leads to the other boards with the time and the choices
that were made, and draws a dashed red line where an alert fires. Drop-downs narrow one another: environment, namespace,
application. With \`grafana.logs\` and \`grafana.traces\`, a click on a series of an application leads to its logs and traces of the
same time. Own boards go into \`dashboards/\` of the [content](content.md).`;

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

const row = (panel: PlainPanel): string =>
  panel.type === 'row'
    ? `| **${cell(panel.title)}** | |`
    : `| ${cell(panel.title)} | ${cell(panel.description ?? '')} |`;

const pictures = join(__dirname, '../../docs/dashboards');

/** `npm run dashboards` draws it; a new board has none until then. */
const picture = ({ uid, title }: DashboardFile): string[] =>
  existsSync(join(pictures, `${uid}.png`)) ? [`![Sketch of the board ${title}](dashboards/${uid}.png)`] : [];

const boardText = (board: DashboardFile): string =>
  [
    `## ${board.title}`,
    readers[board.uid as Uid],
    ...picture(board),
    ['| panel | what it shows |', '| --- | --- |', ...panelsOf(board).map(row)].join('\n'),
  ].join('\n\n');

const demandsText = (): string =>
  [
    '## What the reference systems ask for',
    'Each row is held by a test: the panel exists in the stack of the example, and its rules record what it shows.',
    [
      '| system | asks for | board | panel | business signal |',
      '| --- | --- | --- | --- | --- |',
      ...referenceSystems.flatMap(({ name, demands }) =>
        demands.map(
          ({ asks, board, panel, signal }) =>
            `| ${name} | ${asks} | [${board}](#${board.toLowerCase().replaceAll(' ', '-')}) | ${panel} | ${signal === undefined ? '' : `\`${signal}\``} |`,
        ),
      ),
    ].join('\n'),
  ].join('\n\n');

/** docs/dashboards.md: what each board answers, for whom, with its picture, and what the reference systems ask for. */
export const dashboardsPage = (boards: readonly DashboardFile[]): string =>
  `${[head, ...boards.map(boardText), demandsText()].join('\n\n')}\n`;
