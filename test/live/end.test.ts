import { afterAll, afterEach, describe, expect, it, jest } from '@jest/globals';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { freePort, openHttp } from '../../local/loopback';
import { until } from '../local/support/wait';
import { processTree, stillRunning } from './support/processes';
import { measured, printMeasured } from './support/report';
import { StartedRun } from './support/run';

let run: StartedRun;
afterEach(() => run.dispose());
afterAll(() => {
  printMeasured('Times:');
});

const started = async (args: readonly string[] = []): Promise<void> => {
  run = new StartedRun(() => args);
  await run.printed('What happens');
};

// `start --seconds 1` has ended with 1 twice in about forty runs, and why is not known. A second try, and the first one's output shown.
jest.retryTimes(1, { logErrorsBeforeRetry: true });

describe('the end of the local run', () => {
  it('comes by itself after --seconds', async () => {
    await started(['--seconds', '1']);
    const code = await run.exited();
    // With what it said: the code alone does not tell why.
    expect(code === 0 ? '' : run.output).toBe('');
    expect(run.output).toContain('Ending: 1 s are over.');
  });

  it('leaves no process, even when it is killed and cannot tidy up; the next start works', async () => {
    await started();
    const tree = processTree(run.pid);
    run.signal('SIGKILL');
    await until('all processes are gone', () => stillRunning(tree).length === 0, 20_000);
    await until('the run folder is removed', () => !existsSync(run.folders.run), 5_000);
    expect((await run.command('status')).output).toContain('Nothing runs here');
    expect((await run.command('start', '--seconds', '1')).code).toBe(0);
  });

  it('comes with a program that dies: it says which, shows its last lines, and ends the others', async () => {
    await started();
    const tree = processTree(run.pid);
    const alertmanager = tree.find(({ command }) => command.includes('--cluster.listen-address='));
    process.kill(alertmanager?.pid ?? Number.NaN, 'SIGKILL');
    expect(await run.exited()).toBe(1);
    expect(run.output).toContain('alertmanager ended by itself (signal SIGKILL).');
    expect(run.output).toMatch(/Its last lines:\n {4}.+/);
    expect(stillRunning(tree)).toEqual([]);
  });

  it('keeps what Prometheus has stored: the next start finds it', async () => {
    await started();
    const seen = async (at: number): Promise<string> => {
      const { programs } = await run.status();
      const url = programs.find(({ name }) => name === 'Prometheus')?.url ?? '';
      const response = await fetch(`${url}/api/v1/query?query=up{job="demo"}&time=${String(at)}`);
      return JSON.stringify(await response.json());
    };
    const then = Date.now() / 1_000;
    await until('it is stored', async () => (await seen(then)).includes('"1"'), 30_000);
    run.signal('SIGINT');
    expect(await run.exited()).toBe(0);
    const asked = Date.now();
    run.startAgain();
    await run.printed('Open http');
    const page = await fetch(/Open (http:\S+)/.exec(run.output)?.[1] ?? '');
    expect(await page.text()).toContain('<title>');
    measured('a later start until its page answers', (Date.now() - asked) / 1_000);
    await run.printed('What happens');
    measured('a later start until everything is up', (Date.now() - asked) / 1_000);
    expect(await seen(then)).toContain('"1"');
  });

  it('comes at once when Ctrl-C is pressed twice, also while programs start, and leaves no process', async () => {
    run = new StartedRun();
    await run.printed('Stack local');
    await until('programs are starting', () => processTree(run.pid).length > 2, 60_000);
    const tree = processTree(run.pid);
    run.signal('SIGINT');
    run.signal('SIGINT');
    expect([0, 130]).toContain(await run.exited());
    await until('all processes are gone', () => stillRunning(tree).length === 0, 20_000);
    expect(run.output).not.toContain('never happens');
    const again = await run.command('start', '--seconds', '1');
    expect(again.code === 0 ? '' : again.output).toBe('');
  });

  it('does not begin without Go and with nothing built: it says what to install', async () => {
    run = new StartedRun(() => [], {
      PATH: path.dirname(process.execPath),
      OBSERVATORY_CACHE: '/nonexistent',
    });
    expect(await run.exited()).toBe(1);
    expect(run.output).toContain('No Go toolchain found');
    expect(run.output).toContain('https://go.dev/dl');
    expect(run.output).not.toMatch(/^ {4}at /m);
  });

  it('leaves nothing when Ctrl-C comes during the start', async () => {
    run = new StartedRun();
    await run.printed('Stack local');
    await until('programs are starting', () => processTree(run.pid).length > 2, 60_000);
    const tree = processTree(run.pid);
    run.signal('SIGINT');
    expect(await run.exited()).toBe(0);
    await until('all processes are gone', () => stillRunning(tree).length === 0, 20_000);
    expect(existsSync(run.folders.run)).toBe(false);
  });
});

describe('two runs', () => {
  it('of one state folder are refused', async () => {
    await started();
    const second = await run.command('start');
    expect(second.code).toBe(1);
    expect(second.output).toContain('It runs already');
  });

  it('of two state folders choose other ports, as when something else has the usual ones', async () => {
    const usual = await freePort([9090]);
    const holder = await openHttp((_request, response) => response.end(), usual);
    await started();
    const { programs } = await run.status();
    await holder.close();
    const prometheus = programs.find(({ name }) => name === 'Prometheus');
    expect(prometheus?.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(prometheus?.url).not.toBe(holder.url);
  });
});
