import { readBoard } from '../../../local/boards/read';
import type { Board } from '../../../local/boards/model';
import { buildRules } from '../../../rules';
import { input } from '../../rules/fixture';
import { defaults } from '../../../config/presets';
import { quietDay } from '../../rules/quietDay';
import { dashboards } from '../../support/dashboards';
import { applications } from './applications';
import { boardsOnly } from './boardsOnly';
import { lively } from './lively';
import { shop } from './shop';
import { withFilledPrometheus, type Work } from './prometheus';

/** Every board of a stack with everything on, as a sketch reads it. */
export const boards = (): Board[] => dashboards.map(({ model }) => readBoard(JSON.stringify(model)));

/** Runs `work` with Prometheus that holds a day of every reference application, and what the rules make of it. */
export const withDay = <T>(work: Work<T>, progress?: (step: string) => void): Promise<T> =>
  withFilledPrometheus(
    lively([...quietDay(), ...boardsOnly(), ...shop()]),
    buildRules(input({ applications, nodes: defaults.alerting.nodes })),
    work,
    progress,
  );
