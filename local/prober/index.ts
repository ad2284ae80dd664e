import { openHttp, type LoopbackServer } from '../loopback';
import { Agent } from 'node:https';
import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';
import { phases, probe, type ProbeResult, type ProbeWorld } from './probe';

/** Seconds that a probe may take when Prometheus does not say: blackbox_exporter's default. */
const DEFAULT_TIMEOUT = 120;
/** As blackbox_exporter: gives up so long before the scrape does. */
const TIMEOUT_OFFSET = 0.5;

/** What the prober finds in place of the cluster. */
export interface ProberWorld extends Pick<ProbeWorld, 'hosts'> {
  /** Certificates that are trusted besides those of the well-known authorities, PEM. */
  readonly trusted: readonly string[];
}

/**
 * Stands in for blackbox_exporter, which would look for the names of the cluster in DNS: `GET /probe?target=&module=` for modules of
 * the http prober that accept any 2xx answer, with the exporter's metric names.
 * @param modules names that the stack's exporter would know; another is refused as the exporter refuses it
 */
export function openProber(
  modules: ReadonlySet<string>,
  { hosts, trusted }: ProberWorld,
): Promise<LoopbackServer> {
  // Once: reading all the authorities takes longer than a probe.
  const secureContext = createSecureContext({ ca: [...rootCertificates, ...trusted] });
  const world: ProbeWorld = { hosts, agent: agentWith(secureContext) };
  return openHttp((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://prober');
    const module = searchParams.get('module') ?? 'http_2xx';
    const target = searchParams.get('target') ?? '';
    if (pathname !== '/probe') {
      response.writeHead(404).end();
      return;
    }
    if (!modules.has(module) || !URL.canParse(target)) {
      response
        .writeHead(400)
        .end(modules.has(module) ? 'Target parameter is missing or no URL' : `Unknown module "${module}"`);
      return;
    }
    const scrapeTimeout = Number(request.headers['x-prometheus-scrape-timeout-seconds'] ?? DEFAULT_TIMEOUT);
    void probe(target, { ...world, timeoutSeconds: Math.max(scrapeTimeout - TIMEOUT_OFFSET, 0.1) }).then(
      (result) => {
        response.writeHead(200, { 'Content-Type': 'text/plain; version=0.0.4' }).end(exposition(result));
      },
    );
  });
}

/** Keeps neither connections nor sessions: a session that is resumed shows no certificate. */
const agentWith = (secureContext: SecureContext): Agent =>
  new Agent({ keepAlive: false, maxCachedSessions: 0, secureContext });

const gauge = (name: string, value: number): string => `# TYPE ${name} gauge\n${name} ${String(value)}\n`;

function exposition(result: ProbeResult): string {
  const name = 'probe_http_duration_seconds';
  const byPhase = phases.map((phase) => `${name}{phase="${phase}"} ${String(result.phases[phase])}\n`);
  return [
    gauge('probe_success', Number(result.success)),
    gauge('probe_duration_seconds', result.durationSeconds),
    gauge('probe_dns_lookup_time_seconds', result.phases.resolve),
    gauge('probe_http_status_code', result.statusCode),
    gauge('probe_http_redirects', result.redirects),
    gauge('probe_http_content_length', result.contentLength),
    gauge('probe_http_ssl', Number(result.secure)),
    ...(result.certificateEnds === undefined
      ? []
      : [gauge('probe_ssl_earliest_cert_expiry', result.certificateEnds)]),
    gauge('probe_failed_due_to_regex', 0),
    gauge('probe_ip_protocol', 4),
    `# TYPE ${name} gauge\n`,
    ...byPhase,
  ].join('');
}
