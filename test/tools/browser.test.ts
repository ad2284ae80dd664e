import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { findBrowser } from '../../tools/browser';

const folder = mkdtempSync(path.join(tmpdir(), 'observatory-browser-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const program = (name: string, mode: number): string => {
  const file = path.join(folder, name);
  writeFileSync(file, '', { mode });
  return file;
};

it('is looked for on PATH, and must be a program', () => {
  expect(() => findBrowser({ PATH: folder })).toThrow('install Chromium');
  program('chromium', 0o600);
  const chrome = program('google-chrome', 0o700);
  expect(findBrowser({ PATH: `/nowhere${path.delimiter}${folder}` })).toBe(chrome);
});

it('is the one of CHROME_PATH, or nothing', () => {
  expect(findBrowser({ CHROME_PATH: program('mine', 0o700), PATH: folder })).toBe(path.join(folder, 'mine'));
  expect(() => findBrowser({ CHROME_PATH: '/nowhere/chrome', PATH: folder })).toThrow(
    'CHROME_PATH=/nowhere/chrome is no program',
  );
});
