import { table } from '../../../local/screen/table';
import type { Played } from './play';

/** The value that this share of all values does not exceed. */
export const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.max(0, Math.ceil(values.length * share) - 1)] ?? Number.NaN;

interface Telling {
  readonly faults: string;
  readonly alert: string;
  readonly to: string;
  /** Seconds from the fault to the message, and from the repair to the message that it is over. */
  readonly toldAfter: number;
  readonly overAfter: number;
  /** Its end is not waited for. */
  readonly lasts: boolean;
}

const tellingsOf = ({ scene, observation, brokenAt, repairedAt }: Played): readonly Telling[] =>
  scene.alerts.flatMap(({ alert, application, told, lasts = false }) =>
    told.map((to) => {
      const first = (status: string): number =>
        observation.messages.find(
          (message) =>
            message.to === to &&
            message.alert === alert &&
            message.application === application &&
            message.status === status,
        )?.receivedAt ?? Number.NaN;
      return {
        faults: scene.faults.join(', '),
        alert,
        to,
        toldAfter: (first('firing') - brokenAt) / 1_000,
        overAfter: (first('resolved') - repairedAt) / 1_000,
        lasts,
      };
    }),
  );

const seconds = (value: number): string => (Number.isNaN(value) ? 'never' : `${value.toFixed(1)} s`);

/** From each fault to each message, and from the repair to the message that it is over, with p50 and p99 of all. */
export const timesTable = (played: readonly Played[]): string => {
  const tellings = played.flatMap(tellingsOf);
  const share = (of: (telling: Telling) => number, part: number): string =>
    seconds(
      percentile(
        tellings.map(of).filter((value) => !Number.isNaN(value)),
        part,
      ),
    );
  const summary = (title: string, part: number): readonly string[] => [
    title,
    '',
    '',
    share(({ toldAfter }) => toldAfter, part),
    share(({ overAfter }) => overAfter, part),
  ];
  return table([
    ['fault', 'alert', 'who', 'told after', 'over, told after'],
    ...tellings.map(({ faults, alert, to, toldAfter, overAfter, lasts }) => [
      faults,
      alert,
      to,
      seconds(toldAfter),
      lasts ? 'still on' : seconds(overAfter),
    ]),
    summary('p50', 0.5),
    summary('p99', 0.99),
  ]);
};
