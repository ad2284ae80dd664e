import { cacheFolder } from '../../tools/cache';
import { familyOf } from '../../tools/programs';
import { LOOPBACK } from '../loopback';
import type { ExporterName } from './exporters';
import type { Services } from './services';
import type { ProgramStatus } from './status';

/** Paths of the pinned programs. */
export interface ProgramPaths {
  readonly prometheus: string;
  readonly alertmanager: string;
}

/** What runs and where, for people. */
export function programRows(services: Services, paths: ProgramPaths): readonly ProgramStatus[] {
  const { inboxes, demo, ports, leftOut } = services;
  const version = (name: keyof ProgramPaths): string =>
    // The published Go modules lack the web interfaces, so what we build has an API only.
    familyOf(name).version +
    (paths[name].startsWith(cacheFolder()) ? ', without its web interface: /api only' : '');
  const local = (port: number): string => `http://${LOOPBACK}:${String(port)}`;
  const exporter = (name: ExporterName, port: number): ProgramStatus => ({
    name,
    url: leftOut.has(name) ? '' : local(port),
    what: leftOut.has(name) ? 'left out' : familyOf(name).version,
  });
  return [
    { name: 'Prometheus', url: services.prometheusUrl, what: version('prometheus') },
    { name: 'Alertmanager', url: services.alertmanagerUrl, what: version('alertmanager') },
    { name: 'Shop', url: services.shopUrl, what: 'the demo, with its customers; /metrics, /health' },
    { name: 'Worker', url: local(ports.worker), what: 'fulfils orders, keeps exchange rates; /metrics' },
    { name: 'PostgreSQL', url: `${LOOPBACK}:${String(ports.postgres)}`, what: demo.database.version },
    { name: 'Cache', url: `${LOOPBACK}:${String(ports.cache)}`, what: demo.cache.what },
    exporter('postgres_exporter', ports.postgresExporter),
    exporter('redis_exporter', ports.redisExporter),
    exporter('node_exporter', ports.nodeExporter),
    { name: 'Payment provider', url: demo.providers.payments.url, what: 'takes money, or declines' },
    { name: 'Carrier', url: demo.providers.carrier.url, what: 'quotes deliveries, within a quota' },
    { name: 'Exchange rates', url: demo.providers.rates.url, what: 'are updated all the time' },
    {
      name: 'Ingress',
      url: `https://${LOOPBACK}:${String(demo.ingress.port)}`,
      what: 'ends TLS before the shop',
    },
    { name: 'Prober', url: services.proberUrl, what: 'stands in for the blackbox exporter' },
    { name: 'Slack inbox', url: inboxes.slack.url, what: 'stands in for incoming webhooks' },
    { name: 'PagerDuty inbox', url: inboxes.pagerduty.url, what: 'stands in for the Events API v2' },
    { name: 'Mail inbox', url: inboxes.smtp.url, what: 'stands in for the mail server' },
    { name: 'Heartbeat inbox', url: inboxes.heartbeat.url, what: 'stands in for the dead man’s switch' },
  ];
}
