import { beforeAll } from '@jest/globals';
import { ensurePrograms } from '../../../../tools/build';
import type { ProgramName } from '../../../../tools/programs';

/** A first build of everything on a machine that does much else. Milliseconds. */
const BUILD_MS = 3_600_000;

/** Builds what is absent before any other clock of the test runs. */
export const buildFirst = (...names: readonly ProgramName[]): void => {
  beforeAll(() => ensurePrograms(names), BUILD_MS);
};
