import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import type { GridPos, Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Unit } from '../../signals/signal';
import type { Query } from './query';

/** Share of the dashboard's width. */
export type Width = 'quarter' | 'third' | 'half' | 'full';

/** What every panel says. */
export interface PanelSpec {
  readonly title: string;
  /** What it shows and what is normal; the text behind the panel's (i). */
  readonly description: string;
  readonly unit: Unit;
  readonly width: Width;
  readonly queries: readonly Query[];
}

/** A panel that waits for its id and its place. */
export interface PlacedPanel {
  readonly title: string;
  readonly width: Width;
  readonly height: number;
  readonly build: (id: number, position: GridPos) => Panel;
}

interface Placeable extends Builder<Panel> {
  id: (id: number) => this;
  gridPos: (position: GridPos) => this;
}

/** Heights in grid units of about 30 pixels. */
export const heights = { stat: 5, graph: 8, table: 7 } as const;

export const placed = (spec: PanelSpec, height: number, builder: Placeable): PlacedPanel => ({
  title: spec.title,
  width: spec.width,
  height,
  build: (id, position) => builder.id(id).gridPos(position).build(),
});
