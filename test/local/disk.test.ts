import { expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { UserError } from '../../config/errors';
import { diskFault, refuseFullDisk, watchDisk } from '../../local/disk';
import { until } from './support/wait';

test('a run does not begin on a disk with too little room, and says how much it needs and what to do', async () => {
  await expect(refuseFullDisk('/state', () => Promise.resolve(120))).rejects.toMatchObject({
    name: 'UserError',
    message: expect.stringMatching(
      /^The disk of \/state has 120 MB left; Prometheus needs 400 MB to begin with\.\nMake room, .*OBSERVATORY_STATE=/,
    ),
  });
  await refuseFullDisk('/state', () => Promise.resolve(400));
});

test('what is left is asked of the disk itself', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'observatory-disk-'));
  try {
    const asked: string[] = [];
    const stop = watchDisk(folder, ({ message }) => asked.push(message), { everyMs: 5 });
    await refuseFullDisk(folder);
    stop();
    expect(asked).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a disk that fills up while it runs is told once, and a look that fails is one of many', async () => {
  const left = [80, 60, undefined, 49, 10, 0];
  const told: UserError[] = [];
  const stop = watchDisk('/state', (fault) => told.push(fault), {
    free: () => {
      const next = left.shift();
      return next === undefined ? Promise.reject(new Error('no answer')) : Promise.resolve(next);
    },
    everyMs: 5,
  });
  await until('it is told', () => told.length > 0);
  await new Promise((resolve) => setTimeout(resolve, 50));
  stop();
  expect(told).toHaveLength(1);
  expect(told[0]?.message).toContain('The disk of /state is full (49 MB left), so the run has ended');
  expect(left).toEqual([10, 0]);
});

test.each([
  ['ENOSPC', 'the disk is full. Make room'],
  ['EDQUOT', 'your quota of the disk is used up'],
  ['EROFS', 'the disk can only be read'],
  ['EACCES', 'it may not be written by you'],
])('a refusal of the disk (%s) is no stack trace', (code, words) => {
  const refusal = Object.assign(new Error(code), { code, path: '/state/run/prometheus.yaml' });
  const fault = diskFault(refusal, '/state');
  expect(fault).toBeInstanceOf(UserError);
  expect((fault as UserError).message).toContain(`/state/run/prometheus.yaml: ${words}`);
});

test('other errors stay what they are', () => {
  const error = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
  expect(diskFault(error, '/state')).toBe(error);
});
