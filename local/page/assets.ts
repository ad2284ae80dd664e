import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { transformSync, type Options } from '@swc/core';

/** A file as the browser gets it. */
export interface Asset {
  readonly contentType: string;
  readonly body: string;
}

const client = path.join(__dirname, 'client');

/** What the client imports by name: where the browser finds it, and which file that is. */
const modules: Readonly<Record<string, { readonly name: string; readonly file: string }>> = {
  preact: { name: 'preact', file: 'preact' },
  'preact/hooks': { name: 'preact-hooks', file: 'preact/hooks' },
  'preact/jsx-runtime': { name: 'preact-jsx-runtime', file: 'preact/jsx-runtime' },
  // The package's own entry is for bundlers.
  uplot: { name: 'uplot', file: 'uplot/dist/uPlot.esm.js' },
};

const styles: Readonly<Record<string, string>> = {
  page: path.join(client, 'page.css'),
  uplot: 'uplot/dist/uPlot.min.css',
};

const javascript = 'text/javascript; charset=utf-8';
const css = 'text/css; charset=utf-8';

const options: Options = {
  swcrc: false,
  configFile: false,
  jsc: {
    parser: { syntax: 'typescript', tsx: true },
    target: 'es2022',
    transform: { react: { runtime: 'automatic', importSource: 'preact' } },
  },
  module: { type: 'es6' },
};

/** Relative imports of TypeScript have no extension; the browser asks for exactly what it is told. */
const withExtensions = (code: string): string =>
  code.replaceAll(/(from\s*|import\s*)(['"])(\.{1,2}\/[^'"]+)\2/g, '$1$2$3.js$2');

const compile = (file: string): Asset => {
  const source = readFileSync(file, 'utf8');
  const { code } = transformSync(source, { ...options, filename: file });
  return { contentType: javascript, body: withExtensions(code) };
};

const read = (file: string, contentType: string): Asset => ({
  contentType,
  body: readFileSync(file, 'utf8'),
});

const clientModule = (name: string): Asset | undefined => {
  const source = ['.tsx', '.ts']
    .map((extension) => path.join(client, `${name}${extension}`))
    .find(existsSync);
  return source === undefined ? undefined : compile(source);
};

const kept = new Map<string, Asset | undefined>();

/** The file behind a path of the page; undefined when there is none. TypeScript is compiled once. */
export function asset(pathname: string): Asset | undefined {
  if (!kept.has(pathname)) kept.set(pathname, find(pathname));
  return kept.get(pathname);
}

function find(pathname: string): Asset | undefined {
  const [, folder, name = ''] =
    /^\/(client|modules|styles)\/([a-z][a-zA-Z-]*)\.(?:js|css)$/.exec(pathname) ?? [];
  if (folder === undefined) return undefined;
  if (folder === 'client') return clientModule(name);
  if (folder === 'modules') {
    const known = Object.values(modules).find((module) => module.name === name);
    return known === undefined ? undefined : read(require.resolve(known.file), javascript);
  }
  const style = Object.hasOwn(styles, name) ? styles[name] : undefined;
  return style === undefined ? undefined : read(require.resolve(style), css);
}

const importMap = JSON.stringify({
  imports: Object.fromEntries(
    Object.entries(modules).map(([specifier, { name }]) => [specifier, `/modules/${name}.js`]),
  ),
});

/**
 * The page itself.
 *
 * @param token what its requests carry to change something
 * @param nonce what the page's security policy lets the import map by
 */
export const indexPage = (token: string, nonce: string): Asset => ({
  contentType: 'text/html; charset=utf-8',
  body: readFileSync(path.join(client, 'index.html'), 'utf8')
    .replace('{{token}}', token)
    .replace('{{nonce}}', nonce)
    .replace('{{importMap}}', importMap),
});
