import { parse } from 'yaml';
import { UserError } from '../../config/errors';
import { charts as pinnedCharts, type ChartVersion } from '../../config/versions';
import type { KnownChart } from '../knownCharts';
import type { Chart } from './archive';
import { commentedKeys } from './commentedKeys';
import { TemplateReader } from './templateReads';
import { parseTemplate, type Statement, type Template } from './templateSyntax';
import type { Uses } from './templateValues';
import { ValueTree } from './valueTree';

/** A chart and where its values stand within the top chart's. */
interface Placed {
  chart: Chart;
  prefix: readonly string[];
}

/** The chart and the charts inside it, the outer before the inner. A chart may be used under several keys. */
const placedCharts = (chart: Chart, prefix: readonly string[] = []): Placed[] => {
  const dependencies = chart.meta.dependencies ?? [];
  const inside = chart.subcharts.flatMap((subchart) => {
    const names = dependencies.filter((dependency) => dependency.name === subchart.meta.name);
    const keys = names.length > 0 ? names.map(({ alias, name }) => alias ?? name) : [subchart.meta.name];
    return keys.flatMap((key) => placedCharts(subchart, [...prefix, key]));
  });
  return [{ chart, prefix }, ...inside];
};

const parsedTemplates = ({ chart, prefix }: Placed): Template[] =>
  [...chart.templates]
    .filter(([file]) => /\.(?:ya?ml|tpl|txt)$/.test(file))
    .map(([file, text]) => {
      try {
        return parseTemplate(text);
      } catch (error) {
        const where = [chart.meta.name, file].join('/');
        throw new UserError([
          `${where} (${prefix.join('.') || 'top chart'}) is no template we can read: ${String(error)}`,
        ]);
      }
    });

const textsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
};

/** Templates in the values themselves, which charts run through `tpl`; other texts read nothing. */
const templatesInValues = ({ chart }: Placed): Template[] =>
  textsIn(parse(chart.values)).flatMap((text) => {
    try {
      return text.includes('{{') ? [parseTemplate(text)] : [];
    } catch {
      return [];
    }
  });

/** What all the templates of a chart and its subcharts do with the values. */
const usesOf = (charts: readonly Placed[]): Uses => {
  const templates = charts.map((placed) => ({
    prefix: placed.prefix,
    parsed: [...parsedTemplates(placed), ...templatesInValues(placed)],
  }));
  const definitions = new Map<string, Statement[][]>();
  for (const { parsed } of templates) {
    for (const [name, body] of parsed.flatMap((template) => [...template.definitions])) {
      definitions.set(name, [...(definitions.get(name) ?? []), body]);
    }
  }
  const reader = new TemplateReader(definitions);
  for (const { prefix, parsed } of templates) {
    for (const template of parsed) reader.read(template, prefix);
  }
  return reader.uses;
};

/** Value paths that Helm itself reads: what switches subcharts on, and tags. */
const switches = ({ chart, prefix }: Placed): string[][] =>
  (chart.meta.dependencies ?? []).flatMap(({ condition = '', tags = [] }) => [
    ...condition
      .split(',')
      .flatMap((path) => (path.trim() === '' ? [] : [[...prefix, ...path.trim().split('.')]])),
    ...tags.map((tag) => ['tags', tag]),
  ]);

/** Helm hands a chart's `global` to its subcharts: what these read there can be set at the top. */
const withGlobals = (paths: Iterable<readonly string[]>, charts: readonly Placed[]): (readonly string[])[] =>
  [...paths].flatMap((path) => {
    const owners = charts.filter(
      ({ prefix }) => prefix.length > 0 && startsWith(path, [...prefix, 'global']),
    );
    return [path, ...owners.map(({ prefix }) => path.slice(prefix.length))];
  });

const startsWith = (path: readonly string[], prefix: readonly string[]): boolean =>
  prefix.every((name, at) => path[at] === name);

const nested = (path: readonly string[], value: unknown): unknown =>
  path.reduceRight((inner, name) => ({ [name]: inner }), value);

const treeOf = (chart: Chart): ValueTree => {
  const charts = placedCharts(chart);
  const uses = usesOf(charts);
  const tree = new ValueTree();
  // Inner charts first: the outer chart's values are laid over theirs.
  for (const placed of charts.toReversed()) {
    const values = parse(placed.chart.values) as unknown;
    // A subchart without values of its own does not open its key to anything.
    if (values !== null) tree.addDefaults(nested(placed.prefix, values));
  }
  const isBelowValues = (path: readonly string[]): boolean =>
    !charts.some(({ prefix }) => path.length === prefix.length && startsWith(path, prefix));
  const paths = (found: ReadonlyMap<string, readonly string[]>): (readonly string[])[] =>
    withGlobals(found.values(), charts).filter(isBelowValues);
  const reads = paths(uses.reads);
  for (const path of [...reads, ...charts.flatMap(switches), ['global']]) tree.addRead(path);
  for (const path of paths(uses.whole)) tree.open(path);
  for (const { chart: owner, prefix } of charts) {
    for (const { path, value, mayBeExample } of commentedKeys(owner.values)) {
      const full = [...prefix, ...path];
      if (!mayBeExample || tree.has(full)) tree.addCommented(full, value);
    }
  }
  for (const path of paths(uses.asYaml)) tree.loosenScalar(path);
  for (const path of paths(uses.ofAnyKind)) tree.loosen(path);
  tree.spreadElements();
  return tree;
};

/**
 * Every value path of a chart: the defaults, the keys in comments, and what templates read.
 *
 * @throws UserError for a chart that is not in config/versions.ts, or with a template that cannot be parsed
 */
export const knownChartOf = (chart: Chart): KnownChart => {
  const { name, version, appVersion = null, kubeVersion = null } = chart.meta;
  const pinned = (pinnedCharts as Readonly<Record<string, ChartVersion | undefined>>)[name];
  if (!pinned) {
    throw new UserError([`Chart "${name}" is not deployed: add it to charts in config/versions.ts first.`]);
  }
  const { repository, oci } = pinned;
  const inside = placedCharts(chart).filter(({ prefix }) => prefix.length > 0);
  const subcharts = Object.fromEntries(
    inside.map(({ prefix, chart: { meta } }) => [prefix.join('.'), meta.version] as const).sort(),
  );
  const values = treeOf(chart).toKnown();
  return {
    ...{ chart: name, version, appVersion, kubeVersion, repository, oci, subcharts },
    values: typeof values === 'string' ? {} : values,
  };
};
