import type { GridPos } from '@grafana/grafana-foundation-sdk/dashboard';
import type { PlacedPanel, Width } from './panel';

const columns = 24;
const columnsOf: Readonly<Record<Width, number>> = { quarter: 6, third: 8, half: 12, full: columns };

/** Places panels from left to right; a line ends where the next panel does not fit. */
export const place = (
  panels: readonly PlacedPanel[],
  top: number,
): { readonly positions: readonly GridPos[]; readonly bottom: number } => {
  let [x, y, lineHeight] = [0, top, 0];
  const positions = panels.map(({ width, height }): GridPos => {
    const w = columnsOf[width];
    if (x + w > columns) {
      [x, y, lineHeight] = [0, y + lineHeight, 0];
    }
    const position = { x, y, w, h: height };
    x += w;
    lineHeight = Math.max(lineHeight, height);
    return position;
  });
  return { positions, bottom: y + lineHeight };
};
