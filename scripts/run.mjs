#!/usr/bin/env node
/*
 * node scripts/run.mjs <script> [arguments]: runs scripts/<script>.ts. Before that it checks the Node version
 * and installs the packages when node_modules is not what package-lock.json says, so that every npm script
 * works in a fresh clone. Plain JavaScript without dependencies, because it runs before there are any.
 *
 * A script exports `main(args)`, which returns an exit code (or a promise of one, or nothing).
 */
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { nodeFault } from './run/node.mjs';
import { ensurePackages } from './run/packages.mjs';
import { originalStack, registerTypeScript } from './run/typescript.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

async function run([name, ...args]) {
  const fault = nodeFault(root);
  if (fault !== undefined) return fail(fault);
  const script = path.join(root, 'scripts', `${name}.ts`);
  if (name === undefined || !/^[\w-]+$/.test(name) || !existsSync(script)) {
    const names = readdirSync(path.join(root, 'scripts'))
      .filter((file) => file.endsWith('.ts'))
      .map((file) => file.slice(0, -3));
    return fail(`There is no script "${name ?? ''}"; there are: ${names.join(', ')}.`);
  }
  const installFault = await ensurePackages(root);
  if (installFault !== undefined) return fail(installFault);
  registerTypeScript(root);
  process.argv = [process.argv[0], script, ...args];
  const { main } = createRequire(import.meta.url)(script);
  // A script without `main` has run by being loaded, and says itself how it ended.
  return typeof main === 'function' ? await main(args) : undefined;
}

/** Faults of the input are shown as they are; anything else is a fault of ours and comes with its stack. */
function show(error) {
  if (error?.name === 'UserError') return fail(error.message);
  return fail(error instanceof Error ? originalStack(error) : String(error));
}

function fail(message) {
  console.error(message);
  return 1;
}

let finished = false;
// 0 or, of an `await` that never ends, 13: nothing was left to do. With any other code somebody has ended it.
process.once('exit', (code) => {
  if (!finished && (code === 0 || code === 13))
    process.exitCode = fail(
      'The script ended before its work was done: something it waits for never happens.',
    );
});
process.once('uncaughtException', (error) => {
  finished = true;
  process.exit(show(error));
});
try {
  const code = await run(process.argv.slice(2));
  if (code !== undefined) process.exitCode = code;
} catch (error) {
  process.exitCode = show(error);
}
finished = true;
