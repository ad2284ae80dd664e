import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { knownAlerts, type ChartAlert } from '../../charts/knownAlerts';
import { alertLabels, seriesLabels } from '../../config/naming';
import { channelsOf, contracts } from '../../routing/priorities';
import { priorities, type PlainRule, type PlainRuleGroup, type Priority } from '../../rules/model';
import { upstreamAlerts, type Verdict } from '../../rules/upstream';
import { wrapped } from './expression';

type Alert = Extract<PlainRule, { alert: string }>;

/** One alert of ours, and what its group is about: `http`, `slo`. */
interface Entry {
  readonly domain: string;
  readonly alert: Alert;
}

const channelNames = { pagerduty: 'PagerDuty', slack: 'Slack', email: 'e-mail' } as const;
const channels = (priority: Priority): string =>
  channelsOf(priority)
    .map((channel) => channelNames[channel])
    .join(', ');

const runbooks = join(__dirname, '../../runbooks');

/** The first paragraph of the runbook's section Meaning: the condition in words. */
const meaningOf = (alert: string): string => {
  const text = readFileSync(join(runbooks, `${alert}.md`), 'utf8');
  const [, meaning = ''] = /^## Meaning\n\n([^]*?)\n\n/m.exec(text) ?? [];
  return meaning;
};

const runbook = (alert: string): string => `[runbook](../runbooks/${alert}.md)`;
const held = (duration: string): string => (duration === '0s' ? 'at once' : `for ${duration}`);

/** `api.slo-latency-budget` is about `slo`; a group without an application is about what its name begins with. */
const domainOf = (group: string): string => {
  const [first = '', purpose] = group.split('.');
  const about = purpose === undefined || ['maintenance', 'alerting'].includes(first) ? first : purpose;
  return /^third-party|^[^-]+/.exec(about)?.[0] ?? about;
};

const entriesOf = (groups: readonly PlainRuleGroup[]): Entry[] => {
  const found = new Map<string, Entry>();
  for (const { group } of groups)
    for (const rule of group.rules)
      if ('alert' in rule && !found.has(rule.alert))
        found.set(rule.alert, { domain: domainOf(group.name), alert: rule });
  return [...found.values()];
};

const ownerOf = ({ labels }: Alert, platformTeam: string): string => {
  if (labels[seriesLabels.team] === platformTeam) return 'platform team';
  return labels[seriesLabels.application] === undefined ? 'team that owns it' : 'team of the application';
};

const entryText = ({ alert }: Entry, platformTeam: string): string => {
  const priority = alert.labels[alertLabels.priority] as Priority;
  return [
    `### ${alert.alert}`,
    `**${priority}** · ${held(alert.for)} · ${ownerOf(alert, platformTeam)} · ${channels(priority)} · ${runbook(alert.alert)}`,
    meaningOf(alert.alert),
    `\`\`\`promql\n${wrapped(alert.expr)}\n\`\`\``,
  ].join('\n\n');
};

const domainTexts = (entries: readonly Entry[], platformTeam: string): string[] =>
  [...new Set(entries.map(({ domain }) => domain))].map((domain) =>
    [
      `## ${domain}`,
      ...entries.filter((entry) => entry.domain === domain).map((entry) => entryText(entry, platformTeam)),
    ].join('\n\n'),
  );

type Kept = Extract<Verdict, { kind: 'kept' }>;

const priorityOf = ({ priority }: Kept, { severity }: ChartAlert): Priority =>
  typeof priority === 'string' ? priority : priority[severity === 'critical' ? 'critical' : 'warning'];

const chartEntry = (rules: readonly ChartAlert[], verdict: Kept): string => {
  const [{ alert } = { alert: '' }] = rules;
  const lines = rules.map((rule) => {
    const priority = priorityOf(verdict, rule);
    return `**${priority}** · ${held(rule.for)} · ${verdict.team ?? 'platform team'} · ${channels(priority)}`;
  });
  return [`### ${alert}`, `${[...new Set(lines)].join('\\\n')} · ${runbook(alert)}`, meaningOf(alert)].join(
    '\n\n',
  );
};

const chartTexts = (): string[] => {
  const { alerts, chart, version } = knownAlerts();
  const source = `https://github.com/prometheus-community/helm-charts/blob/${chart}-${version}/charts/${chart}/templates/prometheus/rules-1.14`;
  return [...new Set(alerts.map(({ group }) => group))].flatMap((group) => {
    const inGroup = alerts.filter((rule) => rule.group === group);
    const entries = [...new Set(inGroup.map(({ alert }) => alert))].flatMap((alert) => {
      const verdict = upstreamAlerts[alert];
      return verdict?.kind === 'kept'
        ? [
            chartEntry(
              inGroup.filter((rule) => rule.alert === alert),
              verdict,
            ),
          ]
        : [];
    });
    return entries.length === 0
      ? []
      : [
          [`## chart: ${group}`, `Expressions: [${group}.yaml](${source}/${group}.yaml).`, ...entries].join(
            '\n\n',
          ),
        ];
  });
};

const priorityTable = (): string =>
  [
    '| priority | told by | after | again |',
    '| --- | --- | --- | --- |',
    ...priorities.map((priority) => {
      const { deliveries } = contracts[priority];
      const [first] = deliveries;
      const hours = first?.inBusinessHours === true ? ', in business hours' : '';
      return `| ${priority} | ${channels(priority)}${hours} | ${first?.group_wait ?? ''} | ${first?.repeat_interval ?? ''} |`;
    }),
  ].join('\n');

/**
 * docs/alerts.md.
 *
 * @param groups rules of every kind of content there is, the default ones first: the first instance of an alert is shown
 */
export const alertsPage = (groups: readonly PlainRuleGroup[], platformTeam: string): string =>
  [
    '<!-- Generated from rules/, runbooks/ and routing/ by npm run docs. Do not edit. -->',
    '# Alerts',
    `Every alert: when it fires, how urgent it is, whose it is, and how they are told. Ours first, by what they are about, then those
that we keep of the chart kube-prometheus-stack. Names, thresholds and durations in expressions are those of an example; they
follow the content. \`npm run routes -- --stack <name>\` says who is told in a stack, with its escalations and hours.`,
    priorityTable(),
    ...domainTexts(entriesOf(groups), platformTeam),
    ...chartTexts(),
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n');
