import { expect, it } from '@jest/globals';
import { MemoryPressure } from '../../../local/demo/pressure';

const takenMib = (): number => process.memoryUsage.rss() / 1_048_576;

it('takes real memory up to its target, and gives it back at once without the garbage collector', () => {
  const before = takenMib();
  const pressure = new MemoryPressure(before + 200);
  pressure.switch(true);
  expect(takenMib()).toBeGreaterThan(before + 190);
  pressure.switch(false);
  expect(takenMib()).toBeLessThan(before + 100);
});
