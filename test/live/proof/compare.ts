import {
  claims,
  isAbout,
  nameOf,
  type Expectation,
  type ExpectedAlert,
  type FiredAlert,
  type Message,
  type Observation,
  type Subject,
} from './model';

/** Where the runbook of an alert is expected in a message. */
const runbookPath = (alert: string): string => `/runbooks/${alert}.md`;

/** People who got a message of this status about an alert, each once. */
const told = (
  messages: readonly Message[],
  subject: Subject,
  status: Message['status'],
): readonly string[] => [
  ...new Set(
    messages.filter((message) => isAbout(subject)(message) && message.status === status).map(({ to }) => to),
  ),
];

const without = (all: readonly string[], some: readonly string[]): readonly string[] =>
  all.filter((one) => !some.includes(one));

const missing = (expected: ExpectedAlert, { fired, left, messages }: Observation): readonly string[] => {
  const name = nameOf(expected);
  return [
    ...(fired.some(isAbout(expected)) ? [] : [`${name}: did not fire`]),
    ...without(expected.told, told(messages, expected, 'firing')).map((who) => `${name}: nobody told ${who}`),
    ...(expected.lasts ? [] : without(expected.told, told(messages, expected, 'resolved'))).map(
      (who) => `${name}: ${who} was not told that it is over`,
    ),
    ...(expected.lasts && !left.some(isAbout(expected)) ? [`${name}: is over too early`] : []),
  ];
};

const wrong = (allowed: ExpectedAlert, { fired, messages }: Observation): readonly string[] => {
  const name = nameOf(allowed);
  const unlinked = messages.filter(
    (message) =>
      isAbout(allowed)(message) &&
      message.status === 'firing' &&
      !message.text.includes(runbookPath(allowed.alert)),
  );
  return [
    ...fired
      .filter((alert) => isAbout(allowed)(alert) && alert.priority !== allowed.priority)
      .map(({ priority }) => `${name}: fired as ${priority}, not as ${allowed.priority}`),
    ...without(told(messages, allowed, 'firing'), allowed.told).map(
      (who) => `${name}: ${who} was told, and should not be`,
    ),
    ...without(told(messages, allowed, 'resolved'), allowed.told).map(
      (who) => `${name}: ${who} was told that it is over, and should not be`,
    ),
    ...unlinked.map(({ to }) => `${name}: the message to ${to} does not link to its runbook`),
  ];
};

/** What nothing in the scene accounts for. */
const strange = (scene: Expectation, { fired, messages }: Observation): readonly string[] => {
  const unknown = <One extends Subject>(all: readonly One[]): readonly One[] =>
    all.filter((one) => !claims(scene, one));
  return [
    ...unknown<FiredAlert>(fired).map((alert) => `${nameOf(alert)}: fired, and should not`),
    ...new Set(
      unknown<Message>(messages).map(
        (message) => `${message.to} was told of ${nameOf(message)}, and should not be`,
      ),
    ),
  ];
};

const ofSwitch = (
  { switchCalls: expected }: Expectation,
  { switchCalls }: Observation,
): readonly string[] => {
  if (!expected) return switchCalls.length === 0 ? [] : ['the dead man’s switch called, and should not'];
  return [
    ...(switchCalls.includes('firing') ? [] : ['the dead man’s switch did not call']),
    ...(switchCalls.at(-1) === 'resolved' ? [] : ['the dead man’s switch did not say that it is over']),
  ];
};

/**
 * In what an observation differs from what a scene expects, one sentence each; none is the proof.
 *
 * @param hasRunbook whether the page of an alert exists
 */
export const deviations = (
  scene: Expectation,
  observation: Observation,
  hasRunbook: (alert: string) => boolean,
): readonly string[] => {
  const allowed = [...scene.alerts, ...(scene.mayFire ?? [])];
  const lasting = scene.alerts.filter(({ lasts }) => lasts);
  return [
    ...scene.alerts.flatMap((expected) => missing(expected, observation)),
    ...allowed.flatMap((one) => wrong(one, observation)),
    ...strange(scene, observation),
    ...ofSwitch(scene, observation),
    ...observation.left
      .filter((alert) => !lasting.some(isAbout(alert)))
      .map((alert) => `${nameOf(alert)}: still fires after the repair`),
    ...allowed.filter(({ alert }) => !hasRunbook(alert)).map(({ alert }) => `${alert}: has no runbook`),
  ];
};
