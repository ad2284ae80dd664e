import { charts, chartNames, type ChartName } from '../config/versions';
import { upstreamAlerts } from '../rules/upstream';

/** What a report is made of. */
export interface ReportInput {
  readonly now: Date;
  /** Stack → what its plan warns of: ended maintenance windows, idle keys, secrets that nothing reads. */
  readonly warnings: ReadonlyMap<string, readonly string[]>;
  /** Newest published version of each chart; one that could not be asked for is left out. */
  readonly newest: ReadonlyMap<ChartName, string>;
}

/** A decision older than this is worth a second thought. */
const OLD_DAYS = 180;
const DAY_MS = 86_400_000;

/** What has become old, in Markdown. */
export function reportMarkdown({ now, warnings, newest }: ReportInput): string {
  return [
    '# Maintenance report',
    ...section(
      'Warnings of the plans',
      [...warnings].flatMap(([stack, texts]) => texts.map((text) => `${stack}: ${text}`)),
    ),
    ...section('Charts behind', behind(newest)),
    ...section(`Alerts of the chart dropped more than ${String(OLD_DAYS)} days ago`, oldDrops(now)),
    '',
  ].join('\n');
}

function section(heading: string, lines: readonly string[]): string[] {
  return ['', `## ${heading}`, '', ...(lines.length === 0 ? ['None.'] : lines.map((line) => `- ${line}`))];
}

function behind(newest: ReportInput['newest']): string[] {
  return chartNames.flatMap((chart) => {
    const version = newest.get(chart);
    if (version === undefined) return [`${chart} ${charts[chart].version}: its publisher could not be asked`];
    return version === charts[chart].version ? [] : [`${chart} ${charts[chart].version} → ${version}`];
  });
}

function oldDrops(now: Date): string[] {
  return Object.entries(upstreamAlerts).flatMap(([alert, verdict]) => {
    if (verdict.kind !== 'dropped') return [];
    const days = Math.floor((now.getTime() - Date.parse(verdict.date)) / DAY_MS);
    return days > OLD_DAYS ? [`${alert}, ${verdict.date}: ${verdict.reason}`] : [];
  });
}
