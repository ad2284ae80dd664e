import { expect, test } from '@jest/globals';
import { showProgress, type BuildEvent, type ProgressStream } from '../../tools/progress';

const programs = ['prometheus', 'promtool'] as const;
const stream = (isTTY: boolean): ProgressStream & { text: string } => ({
  isTTY,
  columns: 60,
  text: '',
  write(text: string) {
    this.text += text;
  },
});
const compiling = (seconds: number): BuildEvent => ({
  programs,
  seconds,
  phase: 'compile',
  packages: 3,
  of: 1106,
});

test('without a terminal there is a first line, one about every 15 s, and a last one', () => {
  const out = stream(false);
  const show = showProgress(out);
  show({ programs, seconds: 0, phase: 'start', estimateSeconds: 200 });
  for (let second = 1; second <= 40; second++) show(compiling(second));
  show({ programs, seconds: 41.4, phase: 'done' });
  expect(out.text.split('\n')).toEqual([
    'prometheus, promtool 3.14.0: first use, building (about 3.5 min on 2 cores with nothing cached, an estimate)',
    'prometheus, promtool 3.14.0: compiling, 3 of 1106 packages, 15 s',
    'prometheus, promtool 3.14.0: compiling, 3 of 1106 packages, 30 s',
    'prometheus, promtool 3.14.0: built in 41 s',
    '',
  ]);
});

test('on a terminal one line is updated and fits its width', () => {
  const out = stream(true);
  const show = showProgress(out);
  show(compiling(1));
  show(compiling(2));
  const updates = out.text.split('\r\u001b[2K').slice(1);
  expect(updates).toHaveLength(2);
  for (const update of updates) expect(update.length).toBeLessThan(60);
  expect(out.text).not.toContain('\n');
});

test('waiting for another process names it', () => {
  const out = stream(false);
  showProgress(out)({ programs: ['amtool'], seconds: 20, phase: 'wait', holder: 'pid 42' });
  expect(out.text).toBe('amtool 0.34.2: another process (pid 42) is building, waiting, 20 s\n');
});

test('a build that fails or that another process did leaves a clean line on a terminal and nothing elsewhere', () => {
  const terminal = stream(true);
  showProgress(terminal)({ programs, seconds: 3, phase: 'stop' });
  expect(terminal.text).toBe('\r\u001b[2K');
  const file = stream(false);
  showProgress(file)({ programs, seconds: 60, phase: 'stop' });
  expect(file.text).toBe('');
});
