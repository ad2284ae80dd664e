import path from 'node:path';
import { UserError } from '../config/errors';
import { releases } from '../config/naming';
import type { StackConfig } from '../config/schema/stack';
import { resolveStack } from '../config/stack';
import { alertmanagerObject, prometheusObject } from '../local/stack/chartObjects';
import { kubernetesObjects, releaseValues } from '../local/stack/objects';
import { evaluate } from '../plan/evaluate';
import { stableJson, type JsonObject } from '../plan/json';
import type { Output } from '../plan/main';
import type { Plan } from '../plan/model';
import { planOf } from '../plan/plan';
import { readProject } from '../plan/project';
import { stackNames } from '../plan/stackFile';
import { judge } from '../tools/operator';
import { parseVerifyArguments, VERIFY_USAGE, type VerifyArguments } from './arguments';
import { checks } from './checks';
import { kubeconfigFor } from './cluster/kubernetes';
import { LiveCluster } from './cluster/liveCluster';
import { expectationOf, type ExpectedConfiguration, type Expectation } from './expectation';
import { runChecks } from './run';
import { resultsJson, resultsText } from './screen';

/**
 * The command `npm run verify`.
 *
 * @param root the checkout, with Pulumi.yaml
 * @returns the exit code: 1 when a check failed
 * @throws UserError for a wrong command line, configuration or cluster
 */
export async function verifyCommand(args: readonly string[], root: string, output: Output): Promise<number> {
  const options = parseVerifyArguments(args);
  if (options.help) {
    output.out(VERIFY_USAGE);
    return 0;
  }
  const stack = requireStack(options, root);
  const { configFile } = options;
  const evaluation = await evaluate({
    folder: root,
    stack,
    ...(configFile === undefined ? {} : { configFile: path.resolve(configFile) }),
  });
  const { config } = resolveStack(evaluation.stack.config, evaluation.stack.secretKeys);
  const kubeconfig = await kubeconfigFor(config.cluster, options.context);
  const plan = planOf(evaluation);
  const expected = expectationOf(plan, config, await generatedAlertmanager(plan, config));
  const results = await verified(kubeconfig, expected, options, output.note);
  const context = kubeconfig.getCurrentContext();
  output.out(
    options.json
      ? stableJson(resultsJson(stack, context, results) as JsonObject)
      : resultsText(stack, context, results),
  );
  return results.some(({ state }) => state === 'failed') ? 1 : 0;
}

async function verified(
  kubeconfig: Awaited<ReturnType<typeof kubeconfigFor>>,
  expected: Expectation,
  { urls, waitSeconds }: VerifyArguments,
  note: Output['note'],
): ReturnType<typeof runChecks> {
  const live = await LiveCluster.of(kubeconfig, urls);
  try {
    return await runChecks(checks, expected, live, {
      waitSeconds,
      onWait: (failing, left) => {
        note(`waiting up to ${String(left)} s for: ${failing.join(', ')}`);
      },
    });
  } finally {
    await live.close();
  }
}

/** What the operator makes of the plan's Alertmanager configuration. */
export async function generatedAlertmanager(
  plan: Plan,
  { alerting }: Pick<StackConfig, 'alerting'>,
): Promise<ExpectedConfiguration> {
  if (alerting.tenantConfigs) {
    return { unknown: 'it also holds what tenants say (alerting.tenantConfigs), which no plan knows' };
  }
  const values = releaseValues(plan, releases.stack);
  try {
    const { alertmanager: text } = await judge([
      ...kubernetesObjects(plan),
      prometheusObject(values),
      alertmanagerObject(values),
    ]);
    return { text };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return {
      unknown: `the operator’s code, which makes it, cannot be built here: ${error.message.split('\n')[0] ?? ''}`,
    };
  }
}

function requireStack({ stack }: VerifyArguments, folder: string): string {
  if (stack !== undefined) return stack;
  const names = stackNames(readProject(folder));
  throw new UserError([`Which stack? Add --stack <name>. There are: ${names.join(', ')}.`]);
}
