import { existsSync } from 'node:fs';
import * as k8s from '@pulumi/kubernetes';
import type * as pulumi from '@pulumi/pulumi';
import { describeUnknownPaths, unknownValuePaths } from '../charts/valuePaths';
import { UserError } from '../config/errors';
import { mergeValues, type PlainObject } from '../config/merge';
import { charts, type ChartName } from '../config/versions';
import { warnOf } from './warnings';

/** Everything about how this stack installs charts; the same for each of them. */
export interface ChartSettings {
  /** `observatory:charts.mirror`: an OCI prefix, or a folder of archives. */
  readonly mirror?: string | undefined;
  readonly timeoutSeconds: number;
  /** `observatory:overrides`: per chart, values that win over ours. */
  readonly overrides: Readonly<Partial<Record<ChartName, PlainObject>>>;
}

export interface ChartReleaseArgs {
  readonly chart: ChartName;
  /** Release name: part of the names of what the chart creates. */
  readonly release: string;
  readonly namespace: string;
  readonly values: PlainObject;
  readonly settings: ChartSettings;
  /** Take objects over that another owner left in the cluster. */
  readonly takeOwnership?: boolean;
}

/** Address of a chart: public OCI registry, OCI mirror, or an archive in a folder. */
export const chartAddress = (chart: ChartName, mirror: string | undefined): string => {
  if (mirror === undefined) return charts[chart].oci;
  return mirror.startsWith('oci://')
    ? `${mirror}/${chart}`
    : `${mirror}/${chart}-${charts[chart].version}.tgz`;
};

/** A plan may well be made where the archives are not; an update there would fail half-way. */
const missingArchive = (chart: ChartName, mirror: string | undefined): string[] => {
  const address = chartAddress(chart, mirror);
  if (mirror === undefined || address.startsWith('oci://') || existsSync(address)) return [];
  return [
    `observatory:charts.mirror: ${address} does not exist; npm run charts:pull -- ${mirror} fetches it where there is internet`,
  ];
};

/**
 * One Helm release of a chart of config/versions.ts. `helm.v3.Release`, because hooks run (the operator's webhook
 * certificates are made by two) and one release is one resource (ADR 0003).
 *
 * @throws UserError when a value path is unknown to the chart: Helm would ignore it silently. Paths of overrides are
 *         checked with the configuration, where the user wrote them
 */
export const chartRelease = (
  name: string,
  args: ChartReleaseArgs,
  opts: pulumi.CustomResourceOptions,
): k8s.helm.v3.Release => {
  const unknown = unknownValuePaths(args.chart, args.values);
  if (unknown.length > 0) throw new UserError(describeUnknownPaths(args.chart, unknown));
  warnOf(missingArchive(args.chart, args.settings.mirror));
  return new k8s.helm.v3.Release(
    name,
    {
      name: args.release,
      chart: chartAddress(args.chart, args.settings.mirror),
      version: charts[args.chart].version,
      namespace: args.namespace,
      values: mergeValues(args.values, args.settings.overrides[args.chart] ?? {}),
      timeout: args.settings.timeoutSeconds,
      // Not atomic: a rollback would remove what shows why it failed.
      cleanupOnFail: true,
      maxHistory: 5,
      ...(args.takeOwnership === true ? { takeOwnership: true } : {}),
    },
    opts,
  );
};
