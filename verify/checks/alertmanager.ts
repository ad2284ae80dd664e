import { createHash } from 'node:crypto';
import { namespaces, secretNames } from '../../config/naming';
import { textOf, valueAt } from '../../plan/json';
import type { Expectation } from '../expectation';
import { subjectOf, type Live } from '../live';
import { counted, outcome, type Finding } from '../model';
import type { Check } from './model';

/** What `alertmanager_config_hash` is of a configuration: the first six bytes of its MD5, as a number. */
export function configurationHash(text: string): number {
  return createHash('md5').update(text).digest().readUIntLE(0, 6);
}

/** The newest configuration that was read, and whether reading it succeeded. */
export function configurationFindings(
  expected: string,
  metrics: ReadonlyMap<string, number>,
): Omit<Finding, 'subject'>[] {
  if (metrics.get('alertmanager_config_last_reload_successful') === 0) {
    return [
      {
        problem: 'refuses the newest configuration and goes on with an older one',
        advice: `kubectl -n ${namespaces.stack} logs alertmanager-kps-0 -c alertmanager says what it refuses.`,
      },
    ];
  }
  return metrics.get('alertmanager_config_hash') === configurationHash(expected)
    ? []
    : [
        {
          problem: 'runs with another configuration than the plan’s',
          advice: `Run pulumi up; if there is nothing to change, see the logs of the operator and of alertmanager-kps-0 -c config-reloader.`,
        },
      ];
}

/** Whether the Secret that the operator reads holds the configuration of the plan. */
async function secretFindings({ objects }: Expectation, live: Live): Promise<Finding[]> {
  const name = secretNames.alertmanagerConfig;
  const wanted = objects.find((object) => object.kind === 'Secret' && object.name === name);
  const secrets = await live.objects({ apiVersion: 'v1', kind: 'Secret' }, namespaces.stack);
  const found = secrets.find((secret) => valueAt(secret, ['metadata', 'name']) === name);
  const there = Buffer.from(textOf(valueAt(found, ['data', 'alertmanager.yaml'])), 'base64').toString('utf8');
  return wanted === undefined || there === valueAt(wanted.manifest, ['stringData', 'alertmanager.yaml'])
    ? []
    : [
        {
          subject: `Secret ${name}`,
          problem: 'does not hold the configuration of the plan',
          advice: 'This version was not deployed, or somebody changed it: run pulumi up.',
        },
      ];
}

export const alertmanagerCheck: Check = {
  name: 'Alertmanager configuration',
  async run(expected, live) {
    const inSecret = await secretFindings(expected, live);
    if (inSecret.length > 0) return outcome('', inSecret);
    const { alertmanager } = expected;
    if ('unknown' in alertmanager) return { notChecked: alertmanager.unknown };
    const instances = await live.alertmanager();
    const findings: Finding[] = [];
    for (const instance of instances) {
      const found = configurationFindings(alertmanager.text, await instance.api.metrics());
      findings.push(
        ...found.map((one) => ({ ...one, subject: subjectOf('Alertmanager', instance, instances) })),
      );
    }
    return outcome(counted(instances.length, 'replica'), findings);
  },
};
