import { stacksMarkdown, type StackDifference } from './diff/markdown';

/** By this a comment of ours is found again. Invisible on the page. */
export const COMMENT_MARKER = '<!-- observatory: plan -->';

/** GitHub takes 65,536 characters; the rest is room for what the forge itself puts around them. */
const MOST = 65_000;

const NOTE =
  'Values of secrets are not compared. No cluster was contacted: this is what the program asks for.';

/**
 * One comment for all stacks; those that change alike share a part. What is too long is cut at the end of a section or line, and said.
 *
 * @param against what the stacks are compared with, for the heading
 * @param whole where the whole text is, for a comment that had to be cut
 */
export function commentMarkdown(stacks: readonly StackDifference[], against: string, whole: string): string {
  const head = `${COMMENT_MARKER}\n## What this changes, against ${against}\n\n`;
  const foot = `\n${NOTE}\n`;
  const parts = stacksMarkdown(stacks);
  const text = `${head}${parts.join('\n')}${foot}`;
  if (text.length <= MOST) return text;
  const cut = `\n\n**Cut here: the comment would be longer than GitHub takes. The whole is in ${whole}.**\n`;
  const each = Math.floor((MOST - head.length - foot.length) / parts.length);
  return `${head}${parts.map((part) => shortened(part, each, cut)).join('\n')}${foot}`;
}

/** Cut at the end of a line, with everything closed that is still open there. */
function shortened(part: string, most: number, cut: string): string {
  if (part.length <= most) return part;
  const room = most - cut.length - 40;
  const kept = part.slice(0, part.lastIndexOf('\n', room));
  return `${kept}${closing(kept)}${cut}`;
}

function closing(text: string): string {
  let fence = '';
  for (const [run = ''] of text.matchAll(/^`{3,}/gm)) fence = fence === '' ? run : '';
  const folded = text.split('<details>').length - text.split('</details>').length;
  return `${fence === '' ? '' : `\n${fence}`}${'\n\n</details>'.repeat(folded)}`;
}
