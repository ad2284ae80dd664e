import { describe, expect, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { faultNames } from '../../local/faults/catalogue';
import { deviations } from '../live/proof/compare';
import type { Message, Observation, Scene } from '../live/proof/model';
import { scenes, unplayed } from '../live/proof/scenes';

const root = path.join(__dirname, '../..');
const hasRunbook = (alert: string): boolean => existsSync(path.join(root, 'runbooks', `${alert}.md`));

test('every fault of the local run has a scene of the live proof or is listed without one, and every scene says who is told', () => {
  const played = new Set<string>(scenes.flatMap(({ faults }) => faults));
  expect([...played, ...unplayed].sort()).toEqual([...faultNames].sort());
  for (const { faults, alerts, switchCalls } of scenes) {
    const somebody = switchCalls ?? alerts.some(({ told }) => told.length > 0);
    expect([faults, somebody]).toEqual([faults, true]);
  }
});

test('no scene expects an alert twice', () => {
  for (const { alerts } of scenes) {
    const names = alerts.map(({ alert, application }) => `${alert} ${application}`);
    expect(new Set(names).size).toBe(names.length);
  }
});

/** What a stack shows that does all that a scene expects. */
const perfect = ({ alerts, switchCalls }: Scene): Observation => ({
  fired: alerts.map(({ alert, application, priority }) => ({ alert, application, priority })),
  left: alerts
    .filter(({ lasts }) => lasts)
    .map(({ alert, application, priority }) => ({ alert, application, priority })),
  switchCalls: switchCalls ? ['firing', 'resolved'] : [],
  messages: alerts.flatMap(({ alert, application, told, lasts }) =>
    told.flatMap((to) =>
      (lasts ? (['firing'] as const) : (['firing', 'resolved'] as const)).map((status): Message => ({
        to,
        alert,
        application,
        status,
        text: `https://runbooks.example.com/runbooks/${alert}.md`,
        receivedAt: 0,
      })),
    ),
  ),
});

/** What is broken, what it makes of the observation, and what the comparison must say. */
interface Break {
  readonly what: string;
  readonly broken: (seen: Observation, scene: Scene) => Observation;
  readonly says: RegExp;
}

const breaks: readonly Break[] = [
  {
    what: 'the rule of any alert does not fire',
    broken: (seen) => ({ ...seen, fired: seen.fired.slice(1) }),
    says: /: did not fire$/,
  },
  {
    what: 'a rule fires that should not',
    broken: (seen) => ({
      ...seen,
      fired: [...seen.fired, { alert: 'DiskOnFire', application: 'demo', priority: 'P1' }],
    }),
    says: /^DiskOnFire of demo: fired, and should not$/,
  },
  {
    what: 'a rule has another priority',
    broken: (seen) => ({ ...seen, fired: seen.fired.map((one) => ({ ...one, priority: 'P4' })) }),
    says: /: fired as P4, not as P[123]$/,
  },
  {
    what: 'a rule never ends',
    broken: (seen) => ({ ...seen, left: seen.fired.slice(0, 1) }),
    says: /: still fires after the repair$/,
  },
  {
    what: 'a receiver is broken: one inbox gets nothing',
    broken: (seen) => {
      const [first] = seen.messages;
      return { ...seen, messages: seen.messages.filter(({ to }) => to !== first?.to) };
    },
    says: /: nobody told (pagerduty|slack|smtp) /,
  },
  {
    what: 'a route leads to another team',
    broken: (seen) => ({
      ...seen,
      messages: seen.messages.map((one) => ({ ...one, to: 'slack #somebody-else' as const })),
    }),
    says: /: slack #somebody-else was told, and should not be$/,
  },
  {
    what: 'a route tells somebody more',
    broken: (seen) => ({
      ...seen,
      messages: [
        ...seen.messages,
        ...seen.messages.slice(0, 1).map((one) => ({ ...one, to: 'smtp boss@example.com' as const })),
      ],
    }),
    says: /: smtp boss@example\.com was told, and should not be$/,
  },
  {
    what: 'an inhibition is gone: people are told of what another alert says already',
    broken: (seen, { alerts }) => ({
      ...seen,
      messages: [
        ...seen.messages,
        ...alerts
          .filter(({ told }) => told.length === 0)
          .flatMap(({ alert, application }) =>
            seen.messages.slice(0, 1).map((one) => ({ ...one, alert, application })),
          ),
        // Scenes without inhibition: somebody is told of an alert that the scene does not know.
        ...seen.messages.slice(0, 1).map((one) => ({ ...one, alert: 'Echo' })),
      ],
    }),
    says: /was told(, and should not be| of Echo)/,
  },
  {
    what: 'nobody is told that it is over',
    broken: (seen) => ({ ...seen, messages: seen.messages.filter(({ status }) => status !== 'resolved') }),
    says: /was not told that it is over$/,
  },
  {
    what: 'messages do not link to the runbook',
    broken: (seen) => ({ ...seen, messages: seen.messages.map((one) => ({ ...one, text: 'on fire' })) }),
    says: /does not link to its runbook$/,
  },
];

/** The same of scenes in which the stack itself is silent. */
const silences: readonly Break[] = [
  {
    what: 'the dead man’s switch does not call',
    broken: (seen) => ({ ...seen, switchCalls: [] }),
    says: /switch did not call$/,
  },
  {
    what: 'the dead man’s switch does not call it off',
    broken: (seen) => ({ ...seen, switchCalls: ['firing'] }),
    says: /switch did not say that it is over$/,
  },
];

describe.each(scenes.map((scene) => [scene.faults.join(' and '), scene] as const))('%s', (_, scene) => {
  test('a stack that does all of it deviates in nothing', () => {
    expect(deviations(scene, perfect(scene), hasRunbook)).toEqual([]);
  });

  test.each(scene.alerts.length > 0 ? breaks : silences)('is noticed when $what', ({ broken, says }) => {
    const found = deviations(scene, broken(perfect(scene), scene), hasRunbook);
    expect(found.filter((one) => says.test(one))).not.toEqual([]);
  });

  test('each single alert, message and end that is missing is noticed', () => {
    const whole = perfect(scene);
    whole.fired.forEach((_one, left) => {
      const fired = whole.fired.filter((_other, index) => index !== left);
      expect(deviations(scene, { ...whole, fired }, hasRunbook)).not.toEqual([]);
    });
    whole.messages.forEach((_one, left) => {
      const messages = whole.messages.filter((_other, index) => index !== left);
      expect(deviations(scene, { ...whole, messages }, hasRunbook)).not.toEqual([]);
    });
  });

  test('a runbook that is gone is noticed', () => {
    const found = deviations(scene, perfect(scene), () => false);
    const alerts = [...scene.alerts, ...(scene.mayFire ?? [])];
    expect(found).toEqual(alerts.map(({ alert }) => `${alert}: has no runbook`));
  });
});
