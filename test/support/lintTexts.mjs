// Lints texts as if they were the content of given files: JSON of [file, text][] in, rule names per text out.
// A process of its own, because ESLint loads its configuration by dynamic import, which jest does not allow.
import { readFileSync } from 'node:fs';
import { ESLint } from 'eslint';

const eslint = new ESLint();
const ruleIds = [];
for (const [file, text] of JSON.parse(readFileSync(0, 'utf8'))) {
  const [result] = await eslint.lintText(text, { filePath: file });
  ruleIds.push(result.messages.map(({ ruleId }) => ruleId ?? 'parse error'));
}
process.stdout.write(JSON.stringify(ruleIds));
