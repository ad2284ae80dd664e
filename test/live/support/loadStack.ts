import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { stringify } from 'yaml';

const team = (displayName: string, name: string): object => ({
  displayName,
  contact: `#${name}`,
  slackChannel: `#${name}-alerts`,
  emails: [`${name}@example.com`],
});

/** A P3 alert waits for business hours; a test must not wait for Monday. */
const alwaysAtWork = {
  days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
  start: '00:00',
  end: '24:00',
  timeZone: 'UTC',
};

/**
 * Writes a stack with its own content into `folder`: applications that are scraped and nothing else, every channel on. All
 * times are the product's unless `keys` say otherwise.
 *
 * @returns path of the stack file
 */
export const loadStackFile = (
  folder: string,
  applications: readonly string[],
  keys: Readonly<Record<string, object>> = {},
): string => {
  const write = (file: string, content: object): string => {
    const target = path.join(folder, file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, stringify(content));
    return target;
  };
  write('content/teams/platform.yaml', team('Platform', 'platform'));
  write('content/teams/shop.yaml', team('Shop', 'shop'));
  for (const name of applications) {
    write(`content/applications/${name}.yaml`, {
      displayName: name.toUpperCase(),
      team: 'shop',
      namespace: 'load',
      scrape: { service: { matchLabels: { app: name }, port: 'http' } },
    });
  }
  return write('Pulumi.load.yaml', {
    config: {
      'observatory:preset': 'small',
      'observatory:guardrails': 'relaxed',
      'observatory:cluster': { name: 'load', environment: 'test', context: 'load' },
      'observatory:content': {
        path: path.join(folder, 'content'),
        runbooksUrl: 'https://runbooks.example.com',
      },
      'observatory:alerting': {
        businessHours: alwaysAtWork,
        slack: { enabled: true },
        pagerduty: { enabled: true },
        email: { enabled: true, smarthost: '127.0.0.1:2525', from: 'alerts@example.com', requireTls: false },
        heartbeat: { enabled: true, intervalSeconds: 30 },
      },
      ...keys,
    },
  });
};
