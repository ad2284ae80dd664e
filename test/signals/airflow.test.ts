import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { airflowSignals } from '../../signals/airflow';
import { exporterLabels } from '../../signals/signal';

interface Mapping {
  readonly match: string;
  readonly match_type?: 'regex';
  readonly match_metric_type?: 'counter' | 'gauge' | 'observer';
  readonly action?: 'drop';
  readonly name: string;
  readonly labels?: Readonly<Record<string, string>>;
}

const { mappings } = parse(readFileSync(join(__dirname, '../../docs/statsd/airflow.yaml'), 'utf8')) as {
  readonly mappings: readonly Mapping[];
};
const kept = mappings.filter(({ action }) => action !== 'drop');
const fromTargets = airflowSignals.filter(({ source }) => source === 'target');

/** As statsd_exporter matches: the first that fits; `*` is one part between dots. */
const mappingOf = (sent: string): Mapping | undefined =>
  mappings.find(({ match, match_type }) =>
    match_type === 'regex'
      ? new RegExp(match).test(sent)
      : new RegExp(`^${match.replaceAll('.', '\\.').replaceAll('*', '[^.]+')}$`).test(sent),
  );

test('the mapping makes every metric that the alerts read, with its labels, and nothing else', () => {
  const made = kept.map(({ name, match_metric_type, labels = {} }) => ({
    metric: match_metric_type === 'observer' ? `${name}_count` : name,
    labels: Object.keys(labels),
  }));
  const read = fromTargets.map(({ metric, labels }) => ({
    metric,
    labels: labels.filter((label) => !(exporterLabels as readonly string[]).includes(label)),
  }));
  expect(made).toEqual(read);
});

test.each([
  ['airflow.scheduler_heartbeat', 'airflow_scheduler_heartbeat'],
  ['airflow.ti_failures', 'airflow_ti_failures'],
  ['airflow.dag_processing.import_errors', 'airflow_dag_processing_import_errors'],
  ['airflow.pool.starving_tasks.default_pool', 'airflow_pool_starving_tasks'],
  ['airflow.dagrun.duration.success.nightly', 'airflow_dagrun_duration'],
  ['airflow.dagrun.duration.success.team.nightly', 'airflow_dagrun_duration'],
])('%s becomes %s', (sent, name) => {
  expect(mappingOf(sent)?.name).toBe(name);
});

test.each([
  // The sum over all DAGs and pools, which Airflow sends as well.
  'airflow.dagrun.duration.success',
  'airflow.pool.starving_tasks',
  'airflow.dagrun.duration.failed.nightly',
  'airflow.executor.open_slots',
])('%s is dropped', (sent) => {
  expect(mappingOf(sent)?.action).toBe('drop');
});
