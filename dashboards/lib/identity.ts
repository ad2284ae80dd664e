/** Grafana keeps panel ids in 32-bit integers; links to a panel contain them, so they follow from its key, not its place. */
export const stableId = (key: string): number => {
  // FNV-1a
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(key)) {
    hash = Math.imul(hash ^ byte, 0x01000193);
  }
  return (hash >>> 1) + 1;
};
