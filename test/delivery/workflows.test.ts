import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, jest, test } from '@jest/globals';
import { parse } from 'yaml';
import { runProgram } from '../../tools/run';

// A first build of actionlint takes half a minute.
jest.setTimeout(600_000);

const root = join(__dirname, '../..');
const folder = join(root, '.github/workflows');
const files = readdirSync(folder).sort();

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}
interface Job {
  readonly uses?: string;
  readonly steps?: readonly Step[];
  readonly env?: object;
  readonly permissions?: object;
  readonly concurrency?: object;
  readonly 'timeout-minutes'?: number;
}
interface Workflow {
  readonly permissions?: object;
  readonly jobs: Readonly<Record<string, Job>>;
}
const workflow = (file: string): Workflow => parse(readFileSync(join(folder, file), 'utf8')) as Workflow;
const steps = (file: string): readonly Step[] =>
  Object.values(workflow(file).jobs).flatMap((job) => job.steps ?? []);

test('actionlint accepts every workflow', async () => {
  const paths = files.map((file) => join(folder, file));
  expect(await runProgram('actionlint', ['-no-color', '-shellcheck=', '-pyflakes=', ...paths])).toEqual({
    code: 0,
    stdout: '',
    stderr: '',
  });
});

describe.each(files)('%s', (file) => {
  test('pins every action of others by its whole commit, and says which version that is', () => {
    const uses = [...readFileSync(join(folder, file), 'utf8').matchAll(/^ *-? *uses: (.+)$/gm)].map(
      ([, action = '']) => action,
    );
    expect(
      uses.filter(
        (action) =>
          !action.startsWith('./') && !/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action),
      ),
    ).toEqual([]);
  });

  test('states its permissions, and ends every job that hangs', () => {
    const { permissions, jobs } = workflow(file);
    expect(permissions).toBeDefined();
    const endless = Object.entries(jobs).filter(
      ([, job]) => job.uses === undefined && job['timeout-minutes'] === undefined,
    );
    expect(endless.map(([name]) => name)).toEqual([]);
  });

  test('runs nothing but npm commands that exist, and git', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    const wrong = steps(file)
      .flatMap(({ run }) => (run === undefined ? [] : run.split('\n')))
      .filter((line) => line !== '')
      .filter((line) => {
        if (
          line.startsWith('git ') ||
          line === 'npm ci' ||
          line === 'npm test' ||
          line.startsWith('npm run "$COMMAND" ')
        )
          return false;
        const [, name = ''] = /^npm run ([\w:-]+)/.exec(line) ?? [];
        return scripts[name] === undefined;
      });
    expect(wrong).toEqual([]);
  });

  test('keeps the credential of the checkout only where nothing but git runs after it', () => {
    const keeping = Object.values(workflow(file).jobs).filter((job) =>
      (job.steps ?? []).some(
        (step) =>
          step.uses?.startsWith('actions/checkout@') === true && step.with?.['persist-credentials'] !== false,
      ),
    );
    const others = keeping
      .flatMap((job) => job.steps ?? [])
      .filter(({ uses, run }) =>
        run === undefined
          ? !/^actions\/(checkout|download-artifact)@/.test(uses ?? '')
          : run.split('\n').some((line) => line !== '' && !line.startsWith('git ')),
      );
    expect(others).toEqual([]);
  });

  test('lets nothing that a stranger writes into a shell, and hands no secret to a whole job', () => {
    const scripts = steps(file).filter(({ run = '' }) => run.includes('${{'));
    expect(scripts).toEqual([]);
    expect(Object.values(workflow(file).jobs).filter(({ env }) => env !== undefined)).toEqual([]);
  });
});

test('each job may do what it needs, and no more', () => {
  const granted = files.flatMap((file) => {
    const { permissions, jobs } = workflow(file);
    return Object.entries(jobs).map(([name, job]) => [`${file} ${name}`, job.permissions ?? permissions]);
  });
  const deploying = { contents: 'read', 'id-token': 'write' };
  expect(Object.fromEntries(granted)).toEqual({
    'charts.yml refresh': { contents: 'read' },
    'charts.yml commit': { contents: 'write' },
    'deploy.yml dev': deploying,
    'deploy.yml prod': deploying,
    'drift.yml drift': deploying,
    'maintenance.yml report': { contents: 'read' },
    'plan-comment.yml comment': { actions: 'read', contents: 'read', 'pull-requests': 'write' },
    'preview.yml preview': deploying,
    'pull-request.yml test': { contents: 'read' },
    'pull-request.yml live': { contents: 'read' },
    'pull-request.yml plan': { contents: 'read' },
    'pulumi.yml run': deploying,
  });
});

describe('pulumi.yml', () => {
  const all = steps('pulumi.yml');
  const at = (found: (step: Step) => boolean): number => all.findIndex(found);

  test('installs packages, which may run code, before there is any credential', () => {
    const first = at(
      ({ uses = '', env }) =>
        uses.startsWith('aws-actions/') || JSON.stringify(env ?? {}).includes('secrets.'),
    );
    expect(at(({ run }) => run === 'npm ci')).toBeGreaterThan(-1);
    expect(at(({ run }) => run === 'npm ci')).toBeLessThan(first);
  });

  test('runs the Pulumi CLI of the version of its SDK', () => {
    const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    const cli = all.find(({ uses = '' }) => uses.startsWith('pulumi/actions@'));
    expect(cli?.with?.['pulumi-version']).toBe(dependencies['@pulumi/pulumi']);
  });

  test('what only looks never waits for a deployment, so that GitHub cannot cancel one for it', () => {
    expect(workflow('pulumi.yml').jobs['run']?.concurrency).toEqual({
      group: "pulumi-${{ inputs.stack }}-${{ inputs.command == 'deploy' && 'deploy' || github.run_id }}",
      'cancel-in-progress': false,
    });
  });
});

test('every command that pulumi.yml is called with is an npm script', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const commands = files.flatMap((file) =>
    [...readFileSync(join(folder, file), 'utf8').matchAll(/^ +command: (.+)$/gm)].flatMap(([, text = '']) =>
      text.startsWith('$') ? [...text.matchAll(/'(preview[\w:]*)'/g)].map(([, name = '']) => name) : [text],
    ),
  );
  expect(commands).toEqual(['deploy', 'deploy', 'drift', 'preview:unchanged', 'preview']);
  expect(commands.filter((command) => scripts[command] === undefined)).toEqual([]);
});

test('what may write never runs the code of a pull request', () => {
  const text = readFileSync(join(folder, 'plan-comment.yml'), 'utf8');
  const checkouts = steps('plan-comment.yml').filter(({ uses }) => uses?.startsWith('actions/checkout@'));
  expect(checkouts.map((step) => step.with)).toEqual([{ 'persist-credentials': false }]);
  expect(text).not.toMatch(/run: .*\$\{\{/);
  expect(workflow('plan-comment.yml').permissions).toEqual({});
  expect(
    files.filter((file) => readFileSync(join(folder, file), 'utf8').includes('pull_request_target')),
  ).toEqual([]);
});

test('the proofs with real programs are those of .ci/run', () => {
  const proofs = (file: string): string[] =>
    [
      ...readFileSync(join(root, file), 'utf8').matchAll(
        /npm run (?:--silent )?(test:(?:live|system)(?: -- .+)?)$/gm,
      ),
    ].map(([, command = '']) => command);
  expect(proofs('.ci/run')).toEqual(['test:live', 'test:system -- live/end live/page live/verify']);
  expect(proofs('.github/workflows/pull-request.yml')).toEqual(proofs('.ci/run'));
});

test('what runs for forks sees no secret', () => {
  expect(readFileSync(join(folder, 'pull-request.yml'), 'utf8')).not.toContain('secrets.');
  expect(workflow('pull-request.yml').permissions).toEqual({ contents: 'read' });
});
