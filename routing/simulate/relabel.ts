import type { Labels } from './model';

/** One step of `alert_relabel_configs`, by which Prometheus changes alerts before it sends them. */
export interface RelabelStep {
  readonly source_labels?: readonly string[];
  readonly separator?: string;
  readonly regex?: string;
  readonly target_label?: string;
  readonly replacement?: string;
  readonly action?: string;
}

const expanded = (replacement: string, match: RegExpExecArray): string =>
  replacement.replaceAll(
    /\$(?:(\d+)|\{(\w+)\}|(\w+))/g,
    (_, digits?: string, braced?: string, name?: string) => {
      const key = digits ?? braced ?? name ?? '';
      return (/^\d+$/.test(key) ? match[Number(key)] : match.groups?.[key]) ?? '';
    },
  );

const without = (labels: Labels, drop: (name: string) => boolean): Labels =>
  Object.fromEntries(Object.entries(labels).filter(([name, value]) => value !== '' && !drop(name)));

const step = (labels: Labels, config: RelabelStep): Labels | undefined => {
  const { source_labels = [], separator = ';', replacement = '$1', target_label = '' } = config;
  const pattern = new RegExp(`^(?:${config.regex ?? '([^]*)'})$`, 'u');
  const value = source_labels.map((name) => labels[name] ?? '').join(separator);
  const match = pattern.exec(value);
  switch ((config.action ?? 'replace').toLowerCase()) {
    case 'replace':
      return match === null
        ? labels
        : without({ ...labels, [expanded(target_label, match)]: expanded(replacement, match) }, () => false);
    case 'keep':
      return match === null ? undefined : labels;
    case 'drop':
      return match === null ? labels : undefined;
    case 'labeldrop':
      return without(labels, (name) => pattern.test(name));
    case 'labelkeep':
      return without(labels, (name) => !pattern.test(name));
    default:
      throw new Error(`alert relabeling: the simulator does not know action ${config.action ?? ''}`);
  }
};

/**
 * The labels with which Alertmanager gets an alert, or undefined for one that is not sent. Labels that the series
 * bring are not known, so a step that reads one sees it as absent.
 */
export const relabelled = (labels: Labels, steps: readonly RelabelStep[]): Labels | undefined =>
  steps.reduce<Labels | undefined>((known, config) => known && step(known, config), labels);
