import { z } from 'zod';
import { chartNames } from '../versions';
import { access } from './access';
import { alerting, grafana } from './alerting';
import { aws } from './aws';
import { chartSettings, cluster, crds, imageSettings, scheduling, storage } from './cluster';
import { dnsLabel, httpUrl } from './common';
import { metrics, slo, synthetics } from './metrics';

export const presetNames = ['small', 'standard', 'large'] as const;

const open = z.record(z.string(), z.unknown());

/** The configuration of a stack, whole: what `observatory:*` keys mean after defaults and preset are merged. */
export const stackConfig = z.strictObject({
  preset: z
    .enum(presetNames)
    .describe('Sizes to start from: `small` (one node), `standard`, `large` (a million series and more).'),
  guardrails: z
    .enum(['relaxed', 'production'])
    .describe(
      '`production` refuses a stack without a pager, an outside heartbeat, replicas on separate nodes, named URLs and authentication in front of every interface.',
    ),
  cluster,
  content: z
    .strictObject({
      path: z.string().min(1).describe('Folder of your own content, relative to Pulumi.yaml.'),
      applications: z
        .union([z.literal('all'), z.array(dnsLabel)])
        .describe('Which files of <path>/applications this stack monitors: `all`, or a list of their names.'),
      runbooksUrl: httpUrl.describe(
        'Where people read the folder runbooks/ (a forge, a wiki): `<runbooksUrl>/<Alert>.md` is the link in every message.',
      ),
    })
    .describe('The organisation’s own applications, teams, rules and dashboards.'),
  applications: z
    .record(dnsLabel, open)
    .meta({ words: 'a map from names of applications to the keys that differ' })
    .describe(
      'Per application, what differs in this environment: the keys of its YAML file, merged over it; `null` deletes a key.',
    ),
  metrics,
  synthetics,
  aws,
  slo,
  alerting,
  grafana,
  access,
  crds,
  storage,
  scheduling,
  charts: chartSettings,
  images: imageSettings,
  overrides: z
    .partialRecord(z.enum(chartNames), open)
    .meta({ words: `a map from names of charts (${chartNames.join(', ')}) to Helm values` })
    .describe(
      'Per chart, values that are merged last. Refused: paths that the chart does not know, and those that another key sets or the stack relies on (config/ownedValues).',
    ),
});

export type StackConfig = z.infer<typeof stackConfig>;
export type ClusterConfig = StackConfig['cluster'];
export type AccessConfig = StackConfig['access'];
export type AlertingConfig = StackConfig['alerting'];
export type MetricsConfig = StackConfig['metrics'];
export type SyntheticsConfig = StackConfig['synthetics'];
export type SchedulingConfig = StackConfig['scheduling'];
