import { readBoard } from '../../../local/boards/read';
import type { Board } from '../../../local/boards/model';
import { buildRules } from '../../../rules';
import { input, referenceApplications } from '../../rules/fixture';
import { defaults } from '../../../config/presets';
import { quietDay } from '../../rules/quietDay';
import { dashboards } from '../../support/dashboards';
import { boardsOnly } from './boardsOnly';
import { withFilledPrometheus } from './prometheus';

/** Every board of a stack with everything on, as a sketch reads it. */
export const boards = (): Board[] => dashboards.map(({ model }) => readBoard(JSON.stringify(model)));

/** Runs `work` with Prometheus that holds a day of every reference application, and what the rules make of it. */
export const withDay = <T>(
  work: (prometheus: string) => Promise<T>,
  progress?: (step: string) => void,
): Promise<T> =>
  withFilledPrometheus(
    [...quietDay(), ...boardsOnly()],
    buildRules(input({ applications: referenceApplications, nodes: defaults.alerting.nodes })),
    work,
    progress,
  );
