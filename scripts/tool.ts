import { spawn } from 'node:child_process';
import { UserError } from '../config/errors';
import { ensureProgram } from '../tools/build';
import { isProgramName, programNames } from '../tools/programs';

/**
 * `npm run tool -- promtool check rules file.yaml`: runs a pinned program with the given arguments.
 *
 * @returns the program's exit code
 */
export async function main([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined || !isProgramName(name)) {
    const given = name === undefined ? 'No program given' : `${name} is no pinned program`;
    throw new UserError([`${given}: name one of ${programNames.join(', ')}.`]);
  }
  const file = await ensureProgram(name);
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: 'inherit' });
    // The program decides what Ctrl-C means; the terminal has sent it the signal as well.
    process.on('SIGINT', () => undefined);
    process.on('SIGTERM', () => child.kill('SIGTERM'));
    child.once('error', reject);
    child.once('close', (code, signal) => {
      resolve(code ?? (signal === null ? 1 : 128));
    });
  });
}
