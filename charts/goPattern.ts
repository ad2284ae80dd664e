const letterCases = (text: string): string =>
  /[a-z]/i.test(text) ? text.toLowerCase() + text.toUpperCase() : text;

/** Ranges and letters inside `[…]`, in both cases. */
const classInBothCases = (inside: string): string =>
  inside.replace(/\\.|([a-z])-([a-z])|[a-z]/gi, (found, from?: string, to?: string) => {
    if (found.startsWith('\\')) return found;
    if (from === undefined || to === undefined) return letterCases(found);
    return `${from.toLowerCase()}-${to.toLowerCase()}${from.toUpperCase()}-${to.toUpperCase()}`;
  });

/**
 * The JavaScript form of a Go (RE2) pattern. Go lets a group turn on flags for its rest, `^(?i)(abort|warn)$`,
 * which JavaScript cannot say: such letters are written in both cases. Other syntax is the same in CRDs.
 *
 * @throws SyntaxError for a pattern that JavaScript cannot express
 */
export const goPattern = (pattern: string): RegExp => {
  // One entry per open group: whether case is ignored from here to its end.
  const ignoresCase = [false];
  const parts = pattern.match(/\\.|\(\?i\)|\((?:\?(?:P?<\w+>|:))?|\)|\[\^?(?:\\.|[^\]])*\]|[^\\]/gsu) ?? [];
  const translated = parts.map((part) => {
    const ignores = ignoresCase.at(-1) === true;
    if (part === '(?i)') {
      ignoresCase[ignoresCase.length - 1] = true;
      return '';
    }
    if (part.startsWith('(')) {
      ignoresCase.push(ignores);
      return part.replace('?P<', '?<');
    }
    if (part === ')') {
      ignoresCase.pop();
      return part;
    }
    if (!ignores) return part;
    if (part.startsWith('[')) return classInBothCases(part);
    return /^[a-z]$/i.test(part) ? `[${letterCases(part)}]` : part;
  });
  return new RegExp(translated.join(''), 'u');
};
