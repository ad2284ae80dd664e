import type { Application } from '../../config/schema/application';
import {
  dependenciesOf,
  type Dependency,
  type DependencyKind,
  type DependencyOf,
} from '../../config/schema/dependency';
import type { RuleContext } from '../input';
import type { AlertRule, RecordingRule, RuleGroup } from '../model';
import { airflowRules } from './airflow';
import { celeryRules } from './celery';
import { exporterRules } from './exporter';
import { placeOf, type Place } from './model';
import { nginxRules } from './nginx';
import { postgresqlRules } from './postgresql';
import { postgresqlClientRules } from './postgresqlClient';
import { redisRules } from './redis';

type Rules<D> = (dependency: D, place: Place) => (AlertRule | RecordingRule)[];

interface Kind<D> {
  /** On what the exporter says; not asked for where there is none. */
  readonly server: Rules<D>;
  /** On what the application itself says about the dependency. */
  readonly client?: Rules<D>;
}

const kinds: { readonly [K in DependencyKind]: Kind<DependencyOf<K>> } = {
  celery: { server: celeryRules },
  airflow: { server: airflowRules },
  postgresql: { server: postgresqlRules, client: postgresqlClientRules },
  redis: { server: redisRules },
  nginx: { server: nginxRules },
};

/** The table gives each kind its own rules; the compiler cannot follow that across a union. */
const kindOf = (dependency: Dependency): Kind<Dependency> => kinds[dependency.kind] as Kind<Dependency>;

/** What is known of the servers that an application needs: a group for each. */
export const dependencyGroups = (application: Application, context: RuleContext): RuleGroup[] =>
  dependenciesOf(application).flatMap((dependency) => {
    const place = placeOf(application, dependency, context);
    const { server, client } = kindOf(dependency);
    const rules = [
      ...(dependency.exporter === undefined
        ? []
        : [...exporterRules(dependency, place), ...server(dependency, place)]),
      ...(client?.(dependency, place) ?? []),
    ];
    return rules.length === 0
      ? []
      : [{ name: `${application.name}.dependency-${dependency.name}`, team: application.team, rules }];
  });
