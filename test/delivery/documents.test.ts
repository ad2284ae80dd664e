import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { describe, expect, jest, test } from '@jest/globals';

// Each command is a process of its own, which takes long on a busy machine.
jest.setTimeout(240_000);

const root = join(__dirname, '../..');
const tracked = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
}).stdout.split('\0');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
/** Runbooks and incident guides are about a broken cluster; test/contracts holds their commands. */
const guides = tracked.filter((file) => /^(docs\/[^/]+|README|CONTRIBUTING)(\.md)$/.test(file));

interface Block {
  readonly file: string;
  readonly line: number;
  readonly commands: string;
  /** What it needs beside this checkout, Node and the packages; then no test runs it. */
  readonly needs: string | undefined;
}

const blocksOf = (file: string): Block[] => {
  const text = read(file);
  return [
    ...text.matchAll(/(?:<!-- needs: ([^>]+?) -->\s*)?^ *```(?:sh|bash|console|shell)\n([^]*?)^ *```$/gm),
  ].map(({ 1: needs, 2: commands = '', index }) => ({
    file,
    line: text.slice(0, index).split('\n').length,
    commands,
    needs,
  }));
};
const blocks = guides.flatMap(blocksOf);
const commands = [
  ...new Set(
    blocks
      .filter(({ needs }) => needs === undefined)
      .flatMap((block) => block.commands.split('\n').map((line) => line.replace(/\s+#\s.*$/, '').trim()))
      .filter((line) => line !== ''),
  ),
];

test('the guides have commands, marked ones and others', () => {
  expect(commands.length).toBeGreaterThan(5);
  expect(blocks.filter(({ needs }) => needs !== undefined).length).toBeGreaterThan(8);
});

test('a command stands in a block that says it is one', () => {
  const plain = guides.flatMap((file) =>
    [...read(file).matchAll(/^ *```([^\n]*)\n([^]*?)^ *```$/gm)]
      .filter(
        ([, language, body = '']) => language === '' && /^ *(npm|pulumi|kubectl|helm|curl|git) /m.test(body),
      )
      .map(([, , body = '']) => `${file}: ${body.split('\n')[0] ?? ''}`),
  );
  expect(plain).toEqual([]);
});

test.each(commands)('%s', async (command) => {
  const child = spawn('bash', ['-euc', command], { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] });
  let error = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (error += text));
  const code = await new Promise((resolve) => child.once('close', resolve));
  // 2: something changes against another version.
  expect({
    code: command.includes('--diff') && code === 2 ? 0 : code,
    error: code === 1 ? error : '',
  }).toEqual({
    code: 0,
    error: '',
  });
});

test('an npm command that no test runs here is a script that exists', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const unknown = blocks.flatMap(({ file, line, commands: text }) =>
    [...text.matchAll(/\bnpm run (?:-s |--silent )?([\w:-]+)/g)]
      .filter(([, name = '']) => scripts[name] === undefined)
      .map(([, name = '']) => `${file}:${String(line)}: npm run ${name}`),
  );
  expect(unknown).toEqual([]);
});

/** The anchors that a forge makes of headings. */
const anchorsOf = (text: string): Set<string> =>
  new Set(
    [...text.replaceAll(/^ *```[^]*?^ *```$/gm, '').matchAll(/^#+ +(.+)$/gm)].map(([, heading = '']) =>
      heading
        .replaceAll(/\[([^\]]+)\]\([^)]*\)/g, '$1')
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );

describe('links', () => {
  test('to a part of a document lead to a heading', () => {
    const broken = tracked
      .filter((file) => file.endsWith('.md'))
      .flatMap((file) =>
        [...read(file).matchAll(/\]\((?!https?:|mailto:)([^)#\s]*)#([^)\s]+)\)/g)]
          .filter(([, target = '', anchor = '']) => {
            const other = target === '' ? file : normalize(join(file, '..', target));
            return !tracked.includes(other) || !anchorsOf(read(other)).has(anchor);
          })
          .map(([link]) => `${file}: ${link}`),
      );
    expect(broken).toEqual([]);
  });

  test('the index names every guide', () => {
    const index = read('docs/README.md');
    const missing = guides
      .filter((file) => file.startsWith('docs/') && file !== 'docs/README.md')
      .filter((file) => !index.includes(`(${file.slice('docs/'.length)})`));
    expect(missing).toEqual([]);
  });
});
