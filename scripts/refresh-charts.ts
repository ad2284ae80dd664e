import { refreshCharts } from '../charts/refresh/refresh';
import { UserError } from '../config/errors';

refreshCharts(process.argv.slice(2)).then(
  (lines) => {
    console.log(lines.join('\n'));
  },
  (error: unknown) => {
    if (!(error instanceof UserError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  },
);
