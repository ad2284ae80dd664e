import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { generatedDocs, staleDocs } from '../config/docs';
import { UserError } from '../config/errors';
import { buildRules } from '../rules';
import { input, referenceApplications, ruleFiles } from '../test/rules/fixture';
import { dashboards } from '../test/support/dashboards';
import { alertsPage } from './docs/alertsPage';
import { dashboardsPage } from './docs/dashboardsPage';
import { faultsPage } from './docs/faultsPage';

const root = join(__dirname, '..');

/** Every generated document: path from the project's folder → text. */
export const documents = (): ReadonlyMap<string, string> => {
  const { platformTeam } = input();
  const ofApplications = buildRules(input({ applications: referenceApplications }));
  const others = Object.values(ruleFiles).flatMap((build) => build());
  return new Map([
    ...generatedDocs(),
    ['docs/dashboards.md', dashboardsPage(dashboards)],
    ['docs/faults.md', faultsPage()],
    ['docs/alerts.md', alertsPage([...ofApplications, ...others], platformTeam)],
  ]);
};

/**
 * `npm run docs`: writes docs/config.md, docs/alerts.md, docs/dashboards.md, docs/faults.md and the editor schemas. With `-- --check` it
 * writes nothing.
 *
 * @returns with `--check` 1 when a file is not what would be written
 */
export const main = (args: readonly string[]): number => {
  const odd = args.filter((argument) => argument !== '--check');
  if (odd.length > 0)
    throw new UserError([`${odd.join(' ')} is unknown; npm run docs takes --check or nothing`]);
  const stale = staleDocs(root, documents());
  if (stale.size === 0) {
    console.log('Generated documents are up to date.');
    return 0;
  }
  for (const [file, text] of stale) {
    if (args.includes('--check')) {
      console.error(`${file} is out of date; write it with: npm run docs`);
      continue;
    }
    const path = join(root, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    console.log(`wrote ${file}`);
  }
  return args.includes('--check') ? 1 : 0;
};
