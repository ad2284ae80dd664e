import {
  DashboardCursorSync,
  DashboardLinkType,
  RowBuilder,
  type DashboardLink,
  type Panel,
  type RowPanel,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { AwsInput } from '../aws';
import type { DashboardFile } from '../model';
import { withExplore, type ExploreInput } from './explore';
import { place } from './grid';
import { link } from './link';
import { stableId } from './identity';
import type { PlacedPanel } from './panel';
import { chosen, variables, type Scope } from './variables';
import { prometheus } from './query';
import { workloadGeneration } from '../../signals/recorded';
import { select } from '../../signals/signal';

export interface DashboardsInput {
  /** Seconds between two refreshes. */
  readonly refreshSeconds: number;
  readonly urls: { readonly grafana: string; readonly prometheus: string; readonly alertmanager: string };
  /** The environment that is shown first. */
  readonly environment: string;
  /** Stores of logs and traces that panels lead into. */
  readonly stores: Omit<ExploreInput, 'grafana'>;
  /** Undefined: no exporter of CloudWatch. */
  readonly aws: AwsInput | undefined;
}

export interface Row {
  readonly title: string;
  readonly panels: readonly PlacedPanel[];
}

export interface BoardSpec {
  readonly uid: string;
  readonly title: string;
  readonly folder: string;
  /** What it answers, for whom. */
  readonly description: string;
  /** Default: applications. */
  readonly scope?: Scope;
  readonly rows: readonly Row[];
}

/** Every board of ours; a tag by which Grafana lists them. */
const tag = 'observatory';

/** Version of Grafana's classic dashboard format that the SDK's panels are written in. */
const schemaVersion = 42;

/** The other boards of ours, with the time and the choices of this one. */
const otherBoards: DashboardLink = {
  ...link('Boards', ''),
  type: DashboardLinkType.Dashboards,
  icon: 'dashboard',
  tags: [tag],
  asDropdown: true,
  targetBlank: false,
  includeVars: true,
  keepTime: true,
};

/** A vertical line where the workload of a chosen application was changed. */
const deployments = {
  name: 'Deployments',
  datasource: prometheus,
  enable: true,
  iconColor: 'blue',
  expr: `changes(${select(workloadGeneration, chosen.applications)}[2m]) > 0`,
  step: '60s',
  titleFormat: '{{application}}',
  textFormat: 'A new version of its workload, or another number of replicas.',
};

const lay = (uid: string, rows: readonly Row[]): (Panel | RowPanel)[] => {
  let top = 0;
  return rows.flatMap(({ title, panels }) => {
    const heading = {
      ...new RowBuilder(title).id(stableId(`${uid}/${title}`)).build(),
      gridPos: { x: 0, y: top, w: 24, h: 1 },
    };
    const { positions, bottom } = place(panels, top + 1);
    top = bottom;
    const built = panels.flatMap((panel, index) => {
      const position = positions[index];
      return position === undefined
        ? []
        : [panel.build(stableId(`${uid}/${title}/${panel.title}`), position)];
    });
    return [heading, ...built];
  });
};

/** A finished dashboard of rows of panels: ids, places, variables and links are given here. */
export const board = (
  { uid, title, folder, description, scope = 'applications', rows }: BoardSpec,
  input: DashboardsInput,
): DashboardFile => {
  const panels = lay(uid, rows).map((panel) =>
    panel.type === 'row'
      ? panel
      : withExplore(panel as Panel, { grafana: input.urls.grafana, ...input.stores }),
  );
  const ids = new Set(panels.map(({ id }) => id));
  if (ids.size !== panels.length) {
    throw new Error(`dashboard ${uid}: two panels have the same row and title, or their ids collide`);
  }
  // Not the SDK's DashboardBuilder: it is deprecated for format v2, which provisioning from files does not read everywhere yet.
  const built = {
    uid,
    title,
    description,
    tags: [tag],
    schemaVersion,
    refresh: `${String(input.refreshSeconds)}s`,
    time: { from: 'now-1h', to: 'now' },
    timezone: 'browser',
    // Code is the source: what is changed by hand would be lost at the next update.
    editable: false,
    graphTooltip: DashboardCursorSync.Crosshair,
    templating: { list: variables[scope](input.environment).map((variable) => variable.build()) },
    annotations: { list: scope === 'applications' ? [deployments] : [] },
    links: [
      otherBoards,
      link('Alertmanager', input.urls.alertmanager),
      link('Prometheus', input.urls.prometheus),
    ],
    panels,
  };
  // The SDK's objects hold functions and undefined; a dashboard is JSON.
  const model: unknown = JSON.parse(JSON.stringify(built));
  return { uid, title, folder, model: model as DashboardFile['model'] };
};
