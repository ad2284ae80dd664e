import js from '@eslint/js';
import importX from 'eslint-plugin-import-x';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import tseslint from 'typescript-eslint';

/** Imports go one way (docs/architecture.md). `from` is what `target` must not import. */
const zones = [
  {
    target: './config/schema',
    from: [
      './charts',
      './components',
      './dashboards',
      './plan',
      './routing',
      './rules',
      './signals',
      './local',
      './tools',
    ],
    message: 'The schema depends on nothing of ours.',
  },
  {
    target: './config/naming.ts',
    from: ['./config/!(naming).ts', './components', './dashboards', './routing', './rules', './signals'],
    message: 'Names depend on nothing.',
  },
  {
    target: './signals',
    from: [
      './charts',
      './components',
      './dashboards',
      './plan',
      './routing',
      './rules',
      './local',
      './tools',
    ],
    message: 'Signals know only names and the shape of an application.',
  },
  {
    target: ['./rules', './dashboards'],
    from: ['./charts', './components', './plan', './routing', './local', './tools'],
    message: 'Rules and dashboards are made of signals.',
  },
  {
    target: './routing',
    from: ['./charts', './components', './dashboards', './plan', './signals', './local', './tools'],
    message: 'Routing knows the model of a rule, nothing more.',
  },
  {
    target: './components',
    from: ['./plan', './local', './tools', './config/load.ts', './assemble.ts', './index.ts'],
    message: 'A component gets everything as arguments.',
  },
  {
    target: ['./config', './charts', './assemble.ts'],
    from: ['./components', './plan', './local', './tools', './index.ts'],
    message: 'Content and configuration are data; components turn them into resources.',
  },
  {
    target: [
      './assemble.ts',
      './charts',
      './components',
      './config',
      './dashboards',
      './index.ts',
      './local',
      './plan',
      './routing',
      './rules',
      './signals',
      './tools',
    ],
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
