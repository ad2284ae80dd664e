import { describe, expect, it } from '@jest/globals';
import { goPattern } from '../../charts/goPattern';

describe('a Go pattern', () => {
  it('stays what it is where JavaScript writes it the same', () => {
    expect(goPattern('^(http|https)://.+$').source).toBe('^(http|https):\\/\\/.+$');
    expect(goPattern('^(?:2\\d{3}|[^*]*)$').test('2026')).toBe(true);
  });

  it('ignores case from (?i) to the end of its group, and not after it', () => {
    const whole = goPattern('^(?i)(abort|warn)?$');
    expect(['', 'abort', 'WARN', 'Warn'].filter((text) => !whole.test(text))).toEqual([]);
    expect(whole.test('warned')).toBe(false);
    const part = goPattern('^((?i)mon|tues)day$');
    expect(part.test('MONday')).toBe(true);
    expect(part.test('monDAY')).toBe(false);
  });

  it('ignores case inside classes, and leaves escapes alone', () => {
    const pattern = goPattern('^(?i)[a-fx]\\d+[^q]$');
    expect(pattern.test('F12z')).toBe(true);
    expect(pattern.test('X1Q')).toBe(false);
    expect(pattern.test('g1z')).toBe(false);
  });

  it('names groups as JavaScript does', () => {
    expect(goPattern('^(?P<unit>[smh])$').exec('m')?.groups).toEqual({ unit: 'm' });
  });

  it('throws for what JavaScript cannot say', () => {
    expect(() => goPattern('^(unclosed')).toThrow(SyntaxError);
  });
});
