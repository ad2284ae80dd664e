import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import Module, { createRequire, SourceMap } from 'node:module';
import { homedir } from 'node:os';
import path from 'node:path';

/*
 * Loads TypeScript with swc, without checking types, and keeps the result in a cache outside the repository.
 * Measured on the smallest program that imports the Pulumi SDKs (2 cores, Node 20): this 0.95 s and 134 MB,
 * ts-node with swc 1.5 s and 200 MB, tsx 1.8 s and 200 MB. On programs with many resources the distance grows:
 * those loaders map source positions in every stack trace, and the Pulumi SDK takes several per resource
 * (2,000 resources: 4 s instead of 10 s). Here positions are mapped only when an error is shown.
 */
const OPTIONS = {
  swcrc: false,
  configFile: false,
  sourceMaps: true,
  jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
  module: { type: 'commonjs' },
};

/** Days after which a compiled file is dropped, and compiled again when it is still in use. */
const KEPT_DAYS = 30;

/** Source file → where its source map is. */
const maps = new Map();

/**
 * Makes `require` of this process load .ts files, of whichever folder.
 *
 * @param root the folder whose node_modules holds swc
 */
export function registerTypeScript(root) {
  const require = createRequire(path.join(root, 'package.json'));
  const { version } = require('@swc/core/package.json');
  const salt = JSON.stringify([version, OPTIONS]);
  const cache = cacheFolder();
  Module._extensions['.ts'] = (module, file) => {
    const source = readFileSync(file, 'utf8');
    const key = createHash('sha256').update(salt).update(source).digest('hex').slice(0, 32);
    const compiled = path.join(cache, `${key}.js`);
    maps.set(file, `${compiled}.map`);
    module._compile(readIfThere(compiled) ?? compile(require, file, source, compiled), file);
  };
}

function compile(require, file, source, compiled) {
  const { code, map } = require('@swc/core').transformSync(source, { ...OPTIONS, filename: file });
  try {
    if (mkdirSync(path.dirname(compiled), { recursive: true }) === undefined) dropOld(path.dirname(compiled));
    writeWhole(`${compiled}.map`, map);
    writeWhole(compiled, code);
  } catch {
    // A cache that cannot be written only costs time.
  }
  return code;
}

/** Another process may read or write the same file. */
function writeWhole(file, text) {
  const temporary = `${file}.${process.pid}`;
  writeFileSync(temporary, text);
  renameSync(temporary, file);
}

let dropped = false;
function dropOld(folder) {
  if (dropped) return;
  dropped = true;
  const limit = Date.now() - KEPT_DAYS * 24 * 3_600_000;
  for (const name of readdirSync(folder)) {
    const file = path.join(folder, name);
    if (statSync(file).mtimeMs < limit) rmSync(file, { force: true });
  }
}

function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** As `cacheFolder` in tools/cache.ts, which cannot be loaded yet. */
function cacheFolder() {
  const { OBSERVATORY_CACHE: own, XDG_CACHE_HOME: shared } = process.env;
  const base = own || shared || path.join(homedir(), '.cache');
  return path.resolve(base, 'observatory', 'typescript');
}

/** The stack of an error with the positions of the TypeScript sources. */
export function originalStack(error) {
  const stack = error.stack ?? String(error);
  const mapped = stack.replace(/([^\s(]+\.ts):(\d+):(\d+)/g, (position, file, line, column) => {
    const map = maps.get(file);
    const text = map === undefined ? undefined : readIfThere(map);
    if (text === undefined) return position;
    const { originalLine, originalColumn } = new SourceMap(JSON.parse(text)).findEntry(line - 1, column - 1);
    return originalLine === undefined ? position : `${file}:${originalLine + 1}:${originalColumn + 1}`;
  });
  return error.cause instanceof Error ? `${mapped}\nCaused by ${originalStack(error.cause)}` : mapped;
}
