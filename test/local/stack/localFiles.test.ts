import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { demoWorkload } from '../../../local/demo/workload';
import type { JsonObject } from '../../../plan/json';
import type { Generated } from '../../../local/stack/generated';
import { localFiles } from '../../../local/stack/localFiles';
import { chartRules } from '../../../local/stack/chartRules';

const generated: Generated = {
  prometheus: {
    rule_files: ['/etc/prometheus/rules/prometheus-kps-rulefiles-0/*.yaml'],
    scrape_configs: [
      { job_name: 'demo', kubernetes_sd_configs: [{ role: 'endpoints', namespaces: { names: ['demo'] } }] },
      { job_name: 'probes', relabel_configs: [{ replacement: 'blackbox.observatory.svc:9115' }] },
    ],
    alerting: {
      alertmanagers: [
        { kubernetes_sd_configs: [{ role: 'endpoints', namespaces: { names: ['observatory'] } }] },
      ],
    },
  },
  alertmanager: {
    route: { receiver: 'a' },
    receivers: [{ name: 'a', pagerduty_configs: [{ routing_key_file: '/x/pagerduty.shop' }] }],
    templates: ['/etc/alertmanager/configmaps/alertmanager-templates/*.tmpl'],
  },
  rules: { 'r.yaml': { groups: [{ name: 'on', rules: [] }] } },
  templates: { 'a.tmpl': '{{ define "a" }}{{ end }}' },
  features: [],
  probeModules: new Set(),
  report: { operatorVersion: '', resources: [], warnings: [], faults: [] },
};
const local = localFiles(
  generated,
  {
    workloads: [demoWorkload(8080)],
    alertmanagerPorts: [9093],
    prober: '127.0.0.1:1',
    inboxes: { slackUrl: 's', pagerdutyUrl: 'p', heartbeatUrl: 'h', smtp: 'm' },
  },
  '/run',
);
const read = (file: string): unknown => parse(local.files.get(file) ?? '');

describe('the files of this machine', () => {
  it('point Prometheus at the rules, the prober and the workloads that are here', () => {
    expect(read(local.prometheus)).toMatchObject({
      rule_files: ['/run/rules/*.yaml'],
      scrape_configs: [
        { file_sd_configs: [{ files: ['/run/discovery/endpoints-demo.json'] }] },
        { relabel_configs: [{ replacement: '127.0.0.1:1' }] },
      ],
    });
    expect(read('/run/discovery/endpoints-demo.json')).toMatchObject([{ targets: ['127.0.0.1:8080'] }]);
    expect(read('/run/discovery/endpoints-observatory.json')).toMatchObject([
      {
        targets: ['127.0.0.1:9093'],
        labels: {
          __meta_kubernetes_service_name: 'kps-alertmanager',
          __meta_kubernetes_endpoint_port_name: 'http-web',
        },
      },
    ]);
  });

  it('point Alertmanager at its templates, and tell the name of each PagerDuty service', () => {
    expect(read(local.alertmanager)).toMatchObject({ templates: ['/run/templates/*.tmpl'] });
    expect(local.files.get('/run/templates/a.tmpl')).toBe('{{ define "a" }}{{ end }}');
    expect([...local.pagerdutyServices.values()]).toEqual(['shop']);
  });

  it('quote what Go’s YAML would read as a boolean', () => {
    expect(local.files.get('/run/rules/r.yaml')).toContain('name: "on"');
  });
});

describe('the rules of the chart that are repeated', () => {
  it('are the Watchdog and the sums over nodes, unless the values switch them off', () => {
    const names = (values: JsonObject): string[] => Object.keys(chartRules(values)).sort();
    expect(JSON.stringify(chartRules({}))).toContain('"alert":"Watchdog"');
    expect(JSON.stringify(chartRules({}))).toContain('"record":"instance:node_cpu_utilisation:rate5m"');
    expect(names({})).toEqual(['chart-nodes.yaml', 'chart-watchdog.yaml']);
    expect(names({ defaultRules: { create: false } })).toEqual([]);
    expect(names({ defaultRules: { rules: { general: false } } })).toEqual(['chart-nodes.yaml']);
    expect(names({ defaultRules: { rules: { nodeExporterRecording: false } } })).toEqual([
      'chart-watchdog.yaml',
    ]);
    expect(names({ defaultRules: { disabled: { Watchdog: true } } })).toEqual(['chart-nodes.yaml']);
  });
});
