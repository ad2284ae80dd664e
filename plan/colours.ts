import { isatty } from 'node:tty';
import pc from 'picocolors';

const stdout = 1;

/** Colours on a terminal and nowhere else. picocolors alone would also colour what a build server logs. */
export const colours = pc.createColors(pc.isColorSupported && isatty(stdout));
