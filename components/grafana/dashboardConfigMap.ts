import { UserError } from '../../config/errors';
import { isPlainObject } from '../../config/merge';
import type { DashboardFile } from '../../dashboards/model';

/** Kubernetes refuses a ConfigMap above 1 MiB; ours stay far below, so that they also fit an update's annotations. */
const maxBytes = 256 * 1_024;

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  );
};

/**
 * The data of a dashboard's ConfigMap: one JSON file, keys sorted, so that a diff shows what changed.
 *
 * @throws UserError when the dashboard is larger than 256 KiB
 */
export const dashboardConfigMap = ({
  uid,
  model,
}: DashboardFile): { readonly data: Record<string, string> } => {
  const text = JSON.stringify(sorted(model), null, 1);
  const bytes = Buffer.byteLength(text);
  if (bytes > maxBytes) {
    throw new UserError([
      `dashboard ${uid}: ${String(Math.ceil(bytes / 1_024))} KiB are too large for one ConfigMap (${String(maxBytes / 1_024)} KiB); split it`,
    ]);
  }
  return { data: { [`${uid}.json`]: text } };
};
