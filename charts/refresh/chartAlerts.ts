import type { ChartAlert, KnownAlerts } from '../knownAlerts';
import type { Chart } from './archive';

/** One file of the chart per group of rules: a condition on its first lines, then `- alert: <name>` blocks. */
const ruleFile = /^templates\/prometheus\/rules-[^/]+\/([^/]+)\.yaml$/;

/**
 * The alerts that a chart's templates hold, in the chart's order. Read from their text: rendering needs Helm, and what
 * a file's condition names (its switch and the component it belongs to) is lost by it.
 */
export const chartAlertsOf = ({ meta, templates }: Chart): KnownAlerts => {
  const alerts = [...templates].flatMap(([path, text]): ChartAlert[] => {
    const [, group] = ruleFile.exec(path) ?? [];
    if (group === undefined) return [];
    const [head = '', ...blocks] = text.split(/^ {4}- alert: /m);
    const [, rulesSwitch = ''] = /\.Values\.defaultRules\.rules\.(\w+)/.exec(head) ?? [];
    const [, target] = /\.Values\.(kube\w+)\.enabled/.exec(head) ?? [];
    return blocks.map((block) => {
      const [, severity = ''] = /"severity" "(\w+)"/.exec(block) ?? [];
      const [alert = ''] = /^\w+/.exec(block) ?? [];
      const [, held = '0s'] = /"for" "(\w+)"/.exec(block) ?? [];
      return {
        alert,
        severity,
        for: held,
        group,
        switch: rulesSwitch,
        ...(target === undefined ? {} : { target }),
      };
    });
  });
  return { chart: meta.name, version: meta.version, alerts };
};
