import { cacheFolder } from '../../tools/cache';
import { familyOf } from '../../tools/programs';
import type { Services } from './services';
import type { ProgramStatus } from './status';

/** Paths of the pinned programs. */
export interface ProgramPaths {
  readonly prometheus: string;
  readonly alertmanager: string;
}

/** What runs and where, for people. */
export function programRows(services: Services, paths: ProgramPaths): readonly ProgramStatus[] {
  const { inboxes } = services;
  const version = (name: keyof ProgramPaths): string =>
    // The published Go modules lack the web interfaces, so what we build has an API only.
    familyOf(name).version +
    (paths[name].startsWith(cacheFolder()) ? ', without its web interface: /api only' : '');
  return [
    { name: 'Prometheus', url: services.prometheusUrl, what: version('prometheus') },
    { name: 'Alertmanager', url: services.alertmanagerUrl, what: version('alertmanager') },
    { name: 'Demo application', url: services.demoUrl, what: 'a shop with traffic; /metrics, /health' },
    { name: 'Prober', url: services.proberUrl, what: 'stands in for the blackbox exporter' },
    { name: 'Slack inbox', url: inboxes.slack.url, what: 'stands in for incoming webhooks' },
    { name: 'PagerDuty inbox', url: inboxes.pagerduty.url, what: 'stands in for the Events API v2' },
    { name: 'Mail inbox', url: inboxes.smtp.url, what: 'stands in for the mail server' },
    { name: 'Heartbeat inbox', url: inboxes.heartbeat.url, what: 'stands in for the dead man’s switch' },
  ];
}
