import { readFileSync } from 'node:fs';
import js from '@eslint/js';
import importX from 'eslint-plugin-import-x';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import tseslint from 'typescript-eslint';

/** What each part may import beside itself; docs/architecture.md shows the same table. */
const imports = JSON.parse(readFileSync(new URL('imports.json', import.meta.url), 'utf8'));

/** Folders and files at the top; `config` and its parts are told apart below it. */
const parts = [
  'assemble.ts',
  'charts',
  'components',
  'config',
  'dashboards',
  'index.ts',
  'local',
  'plan',
  'routing',
  'rules',
  'signals',
  'tools',
];

const restrictions = ([target, allowed]) =>
  parts
    .filter((part) => part !== target && !allowed.includes(part))
    .map((part) => {
      const except = [target, ...allowed].filter((entry) => entry.startsWith(`${part}/`));
      return {
        target: `./${target}`,
        from: `./${part}`,
        except: except.map((entry) => `.${entry.slice(part.length)}`),
        message: `${target} may import ${allowed.length === 0 ? 'nothing of ours' : allowed.join(', ')} (imports.json).`,
      };
    });

/** Imports go one way. */
const zones = [
  ...Object.entries(imports).flatMap(restrictions),
  {
    target: './components',
    from: './config/load.ts',
    message: 'A component gets everything as arguments.',
  },
  {
    target: parts.map((part) => `./${part}`),
    from: ['./test', './scripts', './content', './examples'],
    message: 'The product imports neither tests nor scripts nor anybody’s content.',
  },
];

/** Where nothing of Pulumi may appear: plain data, so that it runs in real Prometheus without an engine. */
const pureData = [
  'config/!(load).ts',
  'config/{schema,content,invariants,docs}/**',
  'signals/**',
  'rules/**',
  'routing/**',
  'dashboards/**',
  'charts/**',
  'assemble.ts',
];

export default tseslint.config(
  { ignores: ['node_modules', 'out', 'coverage', '**/*.json'] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver()] },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '^_', argsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      '@typescript-eslint/dot-notation': 'off',
      // Resources register themselves; a component is made for its effect.
      'no-new': 'off',
      'no-console': 'error',
      eqeqeq: 'error',
      'max-lines': ['error', { max: 350 }],
      'import-x/no-default-export': 'error',
      'import-x/no-cycle': 'error',
      'import-x/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones }],
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: '@pulumi/aws',
              message: 'Import @pulumi/aws/<service>: the barrel costs a second of type-checking.',
            },
          ],
        },
      ],
    },
  },
  {
    files: pureData,
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ group: ['@pulumi/*'], message: 'Content is data: no Pulumi here.' }] },
      ],
    },
  },
  {
    // Programs that talk to a person.
    files: ['scripts/**'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['test/**'],
    rules: {
      'max-lines': ['error', { max: 500 }],
      // Expectations build values of any shape.
      '@typescript-eslint/no-unsafe-assignment': 'off',
    },
  },
  { files: ['*.config.ts', '*.config.mjs'], rules: { 'import-x/no-default-export': 'off' } },
  {
    // Runs before packages are installed, or inside a measured process: plain JavaScript.
    files: ['**/*.{mjs,cjs}'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: {
      parserOptions: { projectService: false },
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        module: 'writable',
        require: 'readonly',
      },
    },
    rules: { '@typescript-eslint/no-require-imports': 'off', 'no-console': 'off' },
  },
);
