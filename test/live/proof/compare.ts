import {
  claims,
  isAbout,
  nameOf,
  type ExpectedAlert,
  type FiredAlert,
  type Message,
  type Observation,
  type Scene,
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

const missing = (expected: ExpectedAlert, { fired, messages }: Observation): readonly string[] => {
  const name = nameOf(expected);
  return [
    ...(fired.some(isAbout(expected)) ? [] : [`${name}: did not fire`]),
    ...without(expected.told, told(messages, expected, 'firing')).map((who) => `${name}: nobody told ${who}`),
    ...without(expected.told, told(messages, expected, 'resolved')).map(
      (who) => `${name}: ${who} was not told that it is over`,
    ),
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
const strange = (
  scene: Pick<Scene, 'alerts' | 'mayFire'>,
  { fired, messages }: Observation,
): readonly string[] => {
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

/**
 * In what an observation differs from what a scene expects, one sentence each; none is the proof.
 *
 * @param hasRunbook whether the page of an alert exists
 */
export const deviations = (
  scene: Pick<Scene, 'alerts' | 'mayFire'>,
  observation: Observation,
  hasRunbook: (alert: string) => boolean,
): readonly string[] => {
  const allowed = [...scene.alerts, ...(scene.mayFire ?? [])];
  return [
    ...scene.alerts.flatMap((expected) => missing(expected, observation)),
    ...allowed.flatMap((one) => wrong(one, observation)),
    ...strange(scene, observation),
    ...observation.left.map((alert) => `${nameOf(alert)}: still fires after the repair`),
    ...allowed.filter(({ alert }) => !hasRunbook(alert)).map(({ alert }) => `${alert}: has no runbook`),
  ];
};
