import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { clearInterval, setInterval } from 'node:timers';
import { fileURLToPath } from 'node:url';

/** Milliseconds between two signs of life while npm works. */
const TICK = 5_000;

/**
 * Installs what package-lock.json says when node_modules differs from it. Progress goes to stderr.
 *
 * @returns what is wrong, when it could not be installed
 */
export async function ensurePackages(root, show = (line) => console.error(line)) {
  const reason = outdated(root);
  if (reason === undefined) return undefined;
  show(`Installing the packages of package-lock.json (${reason}) …`);
  const started = Date.now();
  const seconds = () => `${Math.round((Date.now() - started) / 1000)} s`;
  const tick = setInterval(() => show(`  npm ci still works, ${seconds()}`), TICK);
  const { code, output } = await npmCi(root);
  clearInterval(tick);
  if (code === 0) {
    show(`  installed in ${seconds()}`);
    return undefined;
  }
  return installFault(output);
}

/** Why node_modules is not what package-lock.json says, or undefined when it is. */
export function outdated(root) {
  const installedLock = path.join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installedLock)) return 'none are installed';
  const wanted = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages;
  const installed = JSON.parse(readFileSync(installedLock, 'utf8')).packages;
  for (const [folder, { version, integrity, optional }] of Object.entries(wanted)) {
    if (folder === '') continue;
    const there = installed[folder];
    // npm leaves out optional packages of other platforms.
    if (there === undefined && optional === true) continue;
    const name = folder.replace(/^.*node_modules\//, '');
    // A folder can be gone though npm's own list has it: a copy of node_modules that was cut short.
    if (there === undefined || !existsSync(path.join(root, folder))) return `${name} ${version} is missing`;
    if (there.version !== version || there.integrity !== integrity) {
      return `${name} is ${there.version}, should be ${version}`;
    }
  }
  return undefined;
}

/** Runs `npm ci` in `folder`; the output is npm's errors. */
export function npmCi(folder) {
  const npm = process.env.npm_execpath;
  const [program, first] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];
  const args = [...first, 'ci', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel', 'error'];
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(program, args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
    child.stderr.setEncoding('utf8').on('data', (text) => (output += text));
    child.once('error', (error) => resolve({ code: 1, output: `${output}${error.message}` }));
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** Says what to do about a failed `npm ci`. */
export function installFault(output) {
  const lines = output.trim().split('\n').slice(0, 12).join('\n');
  if (
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ENOTCACHED/.test(output)
  ) {
    return `The packages could not be installed: the npm registry is not reachable. Connect to a network that reaches it (or set a mirror with "npm config set registry …") and run the command again.\n${lines}`;
  }
  return `The packages could not be installed; "npm ci" says:\n${lines}`;
}

// `node scripts/run/packages.mjs <folder>` does it for another checkout.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const fault = await ensurePackages(process.argv[2]);
  if (fault !== undefined) {
    console.error(fault);
    process.exitCode = 1;
  }
}
