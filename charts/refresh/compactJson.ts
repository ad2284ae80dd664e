/**
 * JSON that reads and diffs well: an object or list stands on one line when it fits, else one entry a line.
 *
 * @param width longest line, in characters
 */
export const compactJson = (value: unknown, width = 110): string => {
  const print = (item: unknown, indent: string, before: string): string => {
    const flat = before + JSON.stringify(item, null, 1).replace(/\n\s*/g, ' ');
    // One more for the comma that may follow.
    const fits = indent.length + flat.length + 1 <= width;
    if (typeof item !== 'object' || item === null || fits) return indent + flat;
    const [open, close] = Array.isArray(item) ? ['[', ']'] : ['{', '}'];
    const entries = Array.isArray(item)
      ? item.map((entry: unknown) => print(entry, `${indent}  `, ''))
      : Object.entries(item).map(([key, entry]) => print(entry, `${indent}  `, `${JSON.stringify(key)}: `));
    return `${indent}${before}${open}\n${entries.join(',\n')}\n${indent}${close}`;
  };
  return print(value, '', '');
};
