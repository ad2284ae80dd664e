import { readFileSync } from 'node:fs';
import path from 'node:path';

/** What is wrong with the running Node version, or undefined. The lowest one is `engines.node` of package.json. */
export function nodeFault(root, version = process.versions.node) {
  const { engines } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const lowest = engines.node.replace(/^>=\s*/, '');
  const parts = (text) => text.split('.').map(Number);
  const [wanted, given] = [parts(lowest), parts(version)];
  for (const [index, part] of wanted.entries()) {
    if (given[index] > part) return undefined;
    if (given[index] < part) {
      return `Node ${version} is too old: this project needs ${lowest} or newer (see .nvmrc), from https://nodejs.org.`;
    }
  }
  return undefined;
}
