import type { ValueChange } from './values';

/** A resource, as a diff names it. */
export interface ResourceName {
  readonly urn: string;
  /** `Secret`, `Release`, … */
  readonly type: string;
  readonly name: string;
}

export interface ResourceChange extends ResourceName {
  /** Where it was before, when an alias leads there. */
  readonly renamedFrom?: string;
  /** It was only renamed with its parent. */
  readonly renamedWithParent?: true;
  /** Inputs, `options.…`, `provider` and `dependsOn`, without what the sections below show. */
  readonly properties: readonly ValueChange[];
  /** Inputs that a section below shows: `values`, `spec.groups`, … */
  readonly content: readonly string[];
}

export interface RuleName {
  readonly kind: 'alert' | 'record' | 'group';
  readonly name: string;
  /** What tells it from others of its name: `{application="shop"}`; empty for the only one, and for a group. */
  readonly identity: string;
  /** `<object>/<group>` */
  readonly group: string;
}

export interface RuleChange extends RuleName {
  /** Its name before, when only that and its annotations differ. */
  readonly renamedFrom?: string;
  readonly changes: readonly ValueChange[];
}

export interface DashboardName {
  readonly uid: string;
  readonly title: string;
}

export interface DashboardChange extends DashboardName {
  readonly addedPanels: readonly string[];
  readonly removedPanels: readonly string[];
  readonly changedPanels: readonly { readonly panel: string; readonly changes: readonly ValueChange[] }[];
  /** Outside the panels: title, variables, time range, … */
  readonly changes: readonly ValueChange[];
}

/** Named changes of one document: the values of a release, the configuration of an Alertmanager. */
export interface DocumentChange {
  readonly name: string;
  readonly changes: readonly ValueChange[];
}

/** Another version of a provider plugin; it would otherwise show on every resource. */
export interface ProviderChange {
  readonly provider: string;
  readonly before: string;
  readonly after: string;
  readonly resources: number;
}

/** What charts make of their values: objects as `<release>/<kind>-<name>`. */
export interface RenderedDifference {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly DocumentChange[];
  /** Releases that could not be rendered on both sides, and why. */
  readonly unknown: readonly string[];
}

/** What differs between two plans. Lists are sorted; all are empty when nothing changes. */
export interface Difference {
  readonly resources: {
    readonly added: readonly ResourceName[];
    readonly removed: readonly ResourceName[];
    readonly changed: readonly ResourceChange[];
  };
  readonly providers: readonly ProviderChange[];
  readonly values: readonly DocumentChange[];
  /** Nothing unless charts are rendered. */
  readonly rendered: RenderedDifference;
  readonly rules: {
    readonly added: readonly RuleName[];
    readonly removed: readonly RuleName[];
    readonly changed: readonly RuleChange[];
  };
  readonly routes: readonly DocumentChange[];
  readonly dashboards: {
    readonly added: readonly DashboardName[];
    readonly removed: readonly DashboardName[];
    readonly changed: readonly DashboardChange[];
  };
  readonly outputs: readonly ValueChange[];
}
