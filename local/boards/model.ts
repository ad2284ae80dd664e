/** A query of a panel, as far as a sketch draws it. */
export interface BoardQuery {
  readonly refId: string;
  readonly expr: string;
  /** Name of each series, e.g. `{{application}}`. */
  readonly legend: string;
  /** Drawn as the dashed line where an alert fires. */
  readonly limit: boolean;
}

/** A colour from a value upwards; the first from minus infinity. */
export interface ColourStep {
  readonly from: number | null;
  readonly colour: string;
}

/** A column of a table; `refId` for a value, `label` for a name. */
export interface BoardColumn {
  readonly title: string;
  readonly refId?: string;
  readonly label?: string;
  readonly unit: string;
}

/** A panel of a provisioned dashboard, in the words of a drawing. */
export interface BoardPanel {
  readonly id: number;
  readonly kind: 'timeseries' | 'stat' | 'table';
  readonly title: string;
  readonly description: string;
  /** Columns of 24 and rows of about 30 pixels, from the top left. */
  readonly place: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  /** Grafana's name of the unit. */
  readonly unit: string;
  readonly queries: readonly BoardQuery[];
  readonly colours: readonly ColourStep[];
  /** Words for single values. */
  readonly words: Readonly<Record<string, string>>;
  readonly columns: readonly BoardColumn[];
}

export interface BoardRow {
  readonly title: string;
  readonly panels: readonly BoardPanel[];
}

/** A drop-down above a board. */
export interface BoardVariable {
  readonly name: string;
  readonly label: string;
  /** `label_values(<selector>, <label>)`. */
  readonly selector: string;
  readonly of: string;
  readonly multi: boolean;
  readonly preset: string;
}

export interface Board {
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  readonly variables: readonly BoardVariable[];
  readonly rows: readonly BoardRow[];
}

/** What a panel shows: lines over time, single values, or rows. */
export type PanelData =
  | {
      readonly kind: 'timeseries';
      /** Unix seconds. */
      readonly times: readonly number[];
      readonly series: readonly {
        readonly name: string;
        readonly limit: boolean;
        readonly values: readonly (number | null)[];
      }[];
    }
  | { readonly kind: 'stat'; readonly values: readonly { readonly name: string; readonly value: number }[] }
  | { readonly kind: 'table'; readonly rows: readonly Readonly<Record<string, string | number>>[] };
