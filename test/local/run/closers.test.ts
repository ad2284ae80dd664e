import { expect, it } from '@jest/globals';
import { Closers } from '../../../local/run/closers';

it('closes the last opened first, goes on after a fault, and does it once', async () => {
  const closed: number[] = [];
  const closers = new Closers();
  closers.add(() => {
    closed.push(1);
  });
  closers.add(() => Promise.reject(new Error('two cannot be closed')));
  closers.add(async () => {
    await Promise.resolve();
    closed.push(3);
  });
  expect(await closers.close()).toEqual([new Error('two cannot be closed')]);
  expect(closed).toEqual([3, 1]);
  expect(await closers.close()).toEqual([]);
});

it('closes at once what is opened when everything else is closed already', async () => {
  const closers = new Closers();
  await closers.close();
  const closed: number[] = [];
  closers.add(() => {
    closed.push(1);
  });
  closers.add(() => Promise.reject(new Error('nobody waits for this one')));
  await new Promise(setImmediate);
  expect(closed).toEqual([1]);
});
