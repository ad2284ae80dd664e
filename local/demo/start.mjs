// Entry point of the demo application's process: loads main.ts the way scripts/run.mjs loads a script.
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { registerTypeScript } from '../../scripts/run/typescript.mjs';

registerTypeScript(fileURLToPath(new URL('../..', import.meta.url)));
const { main } = createRequire(import.meta.url)('./main.ts');
main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
