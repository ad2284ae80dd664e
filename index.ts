import type { MissingSecrets } from './components/credentials';
import { asRunError } from './components/runError';
import { loadStack } from './config/load';
import { deploy } from './deploy';

/** Set by `npm run plan` alone: a plan shows where a missing secret would be, everything else fails. */
const whenMissing: MissingSecrets =
  process.env['OBSERVATORY_MISSING_SECRETS'] === 'placeholder' ? 'placeholder' : 'fail';

const outputs = asRunError(() => deploy({ ...loadStack(), folder: __dirname, whenMissing }));

// What each one is, for programs that read them: docs/outputs.md.
export const { urls, inClusterUrls, cluster, namespace, nodeNamespace, secretNames, grafanaAdminSecret } =
  outputs;
