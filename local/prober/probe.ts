import { request, type IncomingMessage } from 'node:http';
import { request as secureRequest, type Agent } from 'node:https';
import { TLSSocket } from 'node:tls';

/** What one probe found. Seconds throughout. */
export interface ProbeResult {
  readonly success: boolean;
  readonly durationSeconds: number;
  /** 0 when there was no answer. */
  readonly statusCode: number;
  readonly redirects: number;
  readonly contentLength: number;
  readonly secure: boolean;
  /** When the certificate of the last answer ends, in Unix seconds; undefined without TLS. */
  readonly certificateEnds: number | undefined;
  readonly phases: Readonly<Record<Phase, number>>;
}

export const phases = ['resolve', 'connect', 'tls', 'processing', 'transfer'] as const;
export type Phase = (typeof phases)[number];

/** As many as blackbox_exporter follows. */
const MAX_REDIRECTS = 10;

export interface HostPort {
  readonly host: string;
  readonly port: number;
}

/** What a probe finds in place of the cluster. */
export interface ProbeWorld {
  /** Host names of the cluster → host and port here; what is not in it is requested as it is. */
  readonly hosts: ReadonlyMap<string, HostPort>;
  /** Knows which certificates to trust, and keeps no connection. */
  readonly agent: Agent;
}

export interface ProbeOptions extends ProbeWorld {
  readonly timeoutSeconds: number;
}

/** Requests a URL, follows redirects, and measures. Never rejects: a failure is a result. */
export async function probe(target: string, options: ProbeOptions): Promise<ProbeResult> {
  const started = performance.now();
  const total: Record<Phase, number> = { resolve: 0, connect: 0, tls: 0, processing: 0, transfer: 0 };
  const signal = AbortSignal.timeout(Math.round(options.timeoutSeconds * 1000));
  let url = target;
  let redirects = 0;
  let answer: Answer | undefined;
  try {
    for (;;) {
      answer = await get(new URL(url), options, signal, total);
      const { location } = answer;
      if (location === undefined || redirects === MAX_REDIRECTS) break;
      url = new URL(location, url).href;
      redirects += 1;
    }
  } catch {
    answer = undefined;
  }
  const status = answer?.status ?? 0;
  return {
    success: status >= 200 && status < 300,
    durationSeconds: (performance.now() - started) / 1000,
    statusCode: status,
    redirects,
    contentLength: answer?.length ?? 0,
    secure: url.startsWith('https:'),
    certificateEnds: answer?.certificateEnds,
    phases: total,
  };
}

interface Answer {
  readonly status: number;
  readonly length: number;
  readonly location: string | undefined;
  readonly certificateEnds: number | undefined;
}

function get(
  url: URL,
  { hosts, agent }: ProbeWorld,
  signal: AbortSignal,
  total: Record<Phase, number>,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let last = performance.now();
    const lap = (phase: Phase): void => {
      total[phase] += (performance.now() - last) / 1000;
      last = performance.now();
    };
    const local = hosts.get(url.hostname);
    const send = url.protocol === 'https:' ? secureRequest : request;
    const sent = send(
      url,
      // A connection of its own for each probe, and the name that the application would be asked by.
      {
        agent: url.protocol === 'https:' ? agent : false,
        signal,
        headers: { host: url.host },
        servername: url.hostname,
        ...(local === undefined ? {} : { hostname: local.host, port: local.port }),
      },
      (response: IncomingMessage) => {
        lap('processing');
        // Once the answer has ended, the connection may be gone.
        const certificateEnds = endOfCertificate(response);
        let length = 0;
        response.on('data', (chunk: Buffer) => (length += chunk.length));
        response.on('error', reject);
        response.on('end', () => {
          lap('transfer');
          const { statusCode = 0, headers } = response;
          const moved = statusCode >= 300 && statusCode < 400;
          resolve({
            status: statusCode,
            length,
            location: moved ? headers.location : undefined,
            certificateEnds,
          });
        });
      },
    );
    sent.on('socket', (socket) => {
      socket.once('lookup', () => {
        lap('resolve');
      });
      socket.once('connect', () => {
        lap('connect');
      });
      socket.once('secureConnect', () => {
        lap('tls');
      });
    });
    sent.on('error', reject);
    sent.end();
  });
}

function endOfCertificate({ socket }: IncomingMessage): number | undefined {
  const ends = socket instanceof TLSSocket ? Date.parse(socket.getPeerCertificate().valid_to) : NaN;
  return Number.isNaN(ends) ? undefined : ends / 1000;
}
