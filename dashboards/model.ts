/** A finished dashboard: what a ConfigMap carries and Grafana reads. */
export interface DashboardFile {
  /** Stable; links in alerts and messages contain it. At most 40 characters. */
  readonly uid: string;
  readonly title: string;
  /** Folder in Grafana. */
  readonly folder: string;
  /** Grafana's dashboard JSON as a value; serialised once, with sorted keys, by the component. */
  readonly model: Readonly<Record<string, unknown>>;
}
