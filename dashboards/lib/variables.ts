import {
  QueryVariableBuilder,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { seriesLabels } from '../../config/naming';
import { select, type Matchers } from '../../signals/signal';
import { alertsRaised } from '../../signals/alerts';
import { up } from '../../signals/targets';
import { prometheus } from './query';

type Variable = 'environment' | 'namespace' | 'application' | 'team';

/** How a query says "as chosen above". One environment at a time, any number of the others. */
export const chosen = {
  environment: { [seriesLabels.environment]: '$environment' },
  applications: {
    [seriesLabels.environment]: '$environment',
    [seriesLabels.namespace]: { matches: '$namespace' },
    [seriesLabels.application]: { matches: '$application' },
  },
} as const;

/** Every value of a label among the targets of applications, their probes included. */
const labelValues = (label: Variable, among: Matchers<(typeof up)['labels'][number]>): string =>
  `label_values(${select(up, among)}, ${seriesLabels[label]})`;

const variable = (name: Variable, label: string, query: string): QueryVariableBuilder =>
  new QueryVariableBuilder(name)
    .label(label)
    .datasource(prometheus)
    .query(query)
    // With the time range, so that an application that vanished an hour ago is still on the list.
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.AlphabeticalAsc);

const several = (name: Variable, label: string, query: string): QueryVariableBuilder =>
  variable(name, label, query)
    .multi(true)
    .includeAll(true)
    .allValue('.+')
    .current({ selected: true, text: 'All', value: '$__all' });

const ours = { [seriesLabels.application]: { not: '' } } as const;

const environmentOnly = (environment: string): QueryVariableBuilder[] => [
  variable('environment', 'Environment', labelValues('environment', ours)).current({
    selected: true,
    text: environment,
    value: environment,
  }),
];

/** What a board is about: applications, the cluster below them, or the alerts of teams. */
export type Scope = 'applications' | 'environment' | 'teams';

/** The drop-downs of a board, each narrowing the next. */
export const variables: Readonly<Record<Scope, (environment: string) => QueryVariableBuilder[]>> = {
  applications: (environment) => [
    ...environmentOnly(environment),
    several('namespace', 'Namespace', labelValues('namespace', { ...ours, environment: '$environment' })),
    several(
      'application',
      'Application',
      labelValues('application', {
        ...ours,
        environment: '$environment',
        namespace: { matches: '$namespace' },
      }),
    ),
  ],
  environment: environmentOnly,
  // Alerts of the chart have no team yet where Prometheus writes them down: "all" must include them.
  teams: () => [
    several('team', 'Team', `label_values(${select(alertsRaised)}, ${seriesLabels.team})`).allValue('.*'),
  ],
};
