import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openHttp } from '../../../local/loopback';
import type { Failure, Program } from '../../../local/process/program';
import { Supervisor } from '../../../local/process/supervisor';
import { isRunning, until } from '../support/wait';

let folder: string;
let supervisor: Supervisor;
let deaths: Failure[];
const life = new AbortController();
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'observatory-test-'));
  deaths = [];
  supervisor = new Supervisor({
    logFolder: path.join(folder, 'logs'),
    runFolder: path.join(folder, 'run'),
    onDeath: (death) => deaths.push(death),
    graceMs: 300,
  });
});
afterEach(async () => {
  await supervisor.stop();
  rmSync(folder, { recursive: true, force: true });
});

const fileOf = (name: string): string => path.join(folder, name);
const contents = (name: string): string => readFileSync(fileOf(name), 'utf8');

/** A program that writes its process id to the file `pid` and then runs `source`. */
function node(source: string, over: Partial<Program> = {}): Program {
  const announce = `require('fs').writeFileSync(${JSON.stringify(fileOf('pid'))}, String(process.pid));`;
  return {
    name: 'sleeper',
    command: process.execPath,
    args: ['-e', `${source};${announce};setInterval(() => {}, 1000)`],
    ready: () => Promise.resolve(existsSync(fileOf('pid')) && contents('pid') !== ''),
    readyWithinSeconds: 10,
    advice: 'Free the port and start again.',
    ...over,
  };
}

describe('the supervisor', () => {
  it('starts a program, waits until it is ready, and ends it with its own children', async () => {
    const source = `const c = require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
      require('fs').writeFileSync(${JSON.stringify(fileOf('child'))}, String(c.pid))`;
    await supervisor.start(node(source), life.signal);
    const pids = [Number(contents('pid')), Number(contents('child'))];
    expect(pids.map(isRunning)).toEqual([true, true]);
    await supervisor.stop();
    await until('both are gone', () => !pids.some(isRunning));
    expect(deaths).toEqual([]);
  });

  it('kills a program that ignores SIGTERM', async () => {
    await supervisor.start(node(`process.on('SIGTERM', () => {})`), life.signal);
    const pid = Number(contents('pid'));
    await supervisor.stop();
    await until('it is gone', () => !isRunning(pid));
  });

  it('tells of a program that dies: which, why, its last lines, its log and what to do', async () => {
    await supervisor.start(node(`console.log('one'); console.error('two')`), life.signal);
    process.kill(Number(contents('pid')), 'SIGKILL');
    await until('the death is told', () => deaths.length > 0);
    expect(deaths).toEqual([
      {
        program: 'sleeper',
        what: 'ended by itself (signal SIGKILL)',
        lastLines: ['one', 'two'],
        logFile: fileOf('logs/sleeper.log'),
        advice: 'Free the port and start again.',
      },
    ]);
  });

  it('refuses a program whose port something else has, which would be taken for it; later it starts', async () => {
    const holder = await openHttp((_request, response) => response.end());
    const listening = node('', { port: holder.port });
    await expect(supervisor.start(listening, life.signal)).rejects.toMatchObject({
      name: 'UserError',
      message: `sleeper cannot be started: something else listens on port ${String(holder.port)} of 127.0.0.1. End that, or start anew: another port is chosen then.`,
    });
    expect(existsSync(fileOf('pid'))).toBe(false);
    await holder.close();
    await supervisor.start(listening, life.signal);
    expect(deaths).toEqual([]);
  });

  it('refuses a program that ends before it is ready, with its last lines', async () => {
    const failing = node(`console.error('bind: address already in use'); process.exit(2)`);
    await expect(supervisor.start(failing, life.signal)).rejects.toMatchObject({
      name: 'UserError',
      message: [
        'sleeper ended by itself (exit code 2).',
        'Its last lines:',
        '    bind: address already in use',
        `Its log: ${fileOf('logs/sleeper.log')}`,
        'Free the port and start again.',
      ].join('\n'),
    });
    expect(deaths).toEqual([]);
  });

  it('refuses a program that is not ready in time', async () => {
    const slow = node('', { ready: () => Promise.resolve(false), readyWithinSeconds: 0.3 });
    await expect(supervisor.start(slow, life.signal)).rejects.toThrow('sleeper was not ready within 0.3 s.');
  });

  it('refuses a program that does not exist', async () => {
    const missing = node('', { command: fileOf('nowhere') });
    await expect(supervisor.start(missing, life.signal)).rejects.toThrow(/cannot be started: .*ENOENT/);
  });

  it('gives up waiting when the run is ended, and starts nothing more', async () => {
    const ending = new AbortController();
    const started = supervisor.start(node('', { ready: () => Promise.resolve(false) }), ending.signal);
    ending.abort(new Error('Ctrl-C'));
    await expect(started).rejects.toThrow('Ctrl-C');
    await expect(supervisor.start(node('', { name: 'second' }), ending.signal)).rejects.toThrow('Ctrl-C');
    expect(existsSync(fileOf('logs/second.log'))).toBe(false);
  });

  it('leaves nothing of a start that a stop overtakes, and starts nothing after it', async () => {
    const started = supervisor.start(node(''), life.signal).catch(() => undefined);
    await supervisor.stop();
    await started;
    if (existsSync(fileOf('pid')) && contents('pid') !== '') {
      const pid = Number(contents('pid'));
      await until('it is gone', () => !isRunning(pid));
    }
    const late = node('', { name: 'late' });
    await expect(supervisor.start(late, life.signal)).rejects.toThrow(
      'late is not started: the run is ending',
    );
    expect(existsSync(fileOf('logs/late.log'))).toBe(false);
  });

  it('does not pass the environment on, which may hold passphrases', async () => {
    process.env['PULUMI_CONFIG_PASSPHRASE'] = 'top secret';
    const source = `console.log(JSON.stringify(process.env))`;
    await supervisor.start(node(source, { env: { OWN: 'given' } }), life.signal);
    delete process.env['PULUMI_CONFIG_PASSPHRASE'];
    const log = contents('logs/sleeper.log');
    expect(log).toContain('"OWN":"given"');
    expect(log).not.toContain('top secret');
  });
});
