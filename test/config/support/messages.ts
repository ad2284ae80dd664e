import { UserError } from '../../../config/errors';

/** The faults that a call throws; none when it returns. What is no UserError comes through. */
export const faultsOf = (call: () => unknown): readonly string[] => {
  try {
    call();
    return [];
  } catch (error) {
    if (error instanceof UserError) return error.faults;
    throw error;
  }
};

const remedies =
  /([;:,] write |; did you mean |; known keys|; put it in quotes|; remove |; rename |; set |; there (are|is)|; keep |; correct |: this name must be )/;

/** What is wrong with a message itself; undefined when it is fit for a person. */
export const flaw = (message: string): string | undefined => {
  if (/\n\s*at /.test(message)) return 'has a stack trace';
  if (message.includes('\n')) return 'has several lines';
  if (/\bundefined\b|\[object |\bNaN\b/.test(message.replace(/"[^"]*"/g, '')))
    return 'shows a value of the program';
  if (!remedies.test(message)) return 'does not say what to write instead';
  if (message.length > 600) return 'is too long to read';
  return undefined;
};
