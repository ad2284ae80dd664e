import { z } from 'zod';
import { dnsLabel } from './common';
import { airflow } from './dependency/airflow';
import { celery } from './dependency/celery';
import { nginx } from './dependency/nginx';
import { postgresql } from './dependency/postgresql';
import { redis } from './dependency/redis';

/** Every kind of dependency: one file each here, in signals/ and in rules/dependencies/. */
export const dependencyKinds = [postgresql, redis, nginx, celery, airflow] as const;

/** A server that an application needs, of a certain kind. */
const dependency = z.discriminatedUnion('kind', dependencyKinds);

/** The dependencies of an application, by name. */
export const dependencies = z
  .record(dnsLabel, dependency)
  .meta({ words: 'a map from names to dependencies, each with its kind' });

export type DependencyContent = z.infer<typeof dependency>;
export type DependencyKind = DependencyContent['kind'];
/** A dependency with its name. */
export type Dependency = DependencyContent & { readonly name: string };
export type DependencyOf<K extends DependencyKind> = Extract<DependencyContent, { kind: K }> & {
  readonly name: string;
};

/** The dependencies of an application as a list, in the order in which they are written. */
export const dependenciesOf = (application: {
  readonly dependencies: Readonly<Record<string, DependencyContent>>;
}): readonly Dependency[] =>
  Object.entries(application.dependencies).map(([name, content]) => ({ name, ...content }));
