import { colours as pc } from '../colours';
import { countsOf, sectionsOf, type Line, type Mark } from './lines';
import type { Difference } from './model';

const marks: Readonly<Record<Mark, string>> = {
  '+': `${pc.green('+')} `,
  '-': `${pc.red('-')} `,
  '~': `${pc.yellow('~')} `,
  ' ': '',
};

/**
 * The differences for a reader at a terminal, `+`, `-` and `~` in front of what comes, goes and changes.
 *
 * @param title what is compared: `dev against main`
 */
export function differenceText(difference: Difference, title: string): string {
  const sections = sectionsOf(difference);
  if (sections.length === 0) return `${title}: no change\n`;
  return [
    `${pc.bold(title)}: ${countsOf(difference)}`,
    ...sections.map(({ heading, lines }) => ['', pc.bold(heading), ...lines.map(shown)].join('\n')),
    '',
  ].join('\n');
}

function shown({ mark, depth, text }: Line): string {
  return `  ${'    '.repeat(depth)}${marks[mark]}${text}`;
}
