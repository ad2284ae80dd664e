import { exported } from './exporter';
import type { Signal } from './signal';

export const nginxUp = exported(
  'gauge',
  'nginx_up',
  'bool',
  'Whether the exporter could read stub_status at its last scrape.',
);

export const acceptedConnections = exported(
  'counter',
  'nginx_connections_accepted',
  'count',
  'Connections that were accepted.',
);

export const handledConnections = exported(
  'counter',
  'nginx_connections_handled',
  'count',
  'Connections that were served: fewer than accepted where a limit was reached.',
);

export const activeConnections = exported(
  'gauge',
  'nginx_connections_active',
  'count',
  'Connections of clients, the idle ones too.',
);

export const readingConnections = exported(
  'gauge',
  'nginx_connections_reading',
  'count',
  'Connections whose request is being read.',
);

export const writingConnections = exported(
  'gauge',
  'nginx_connections_writing',
  'count',
  'Connections whose answer is being written.',
);

export const waitingConnections = exported(
  'gauge',
  'nginx_connections_waiting',
  'count',
  'Idle connections that are kept open.',
);

export const nginxRequests = exported('counter', 'nginx_http_requests_total', 'count', 'Requests.');

export const nginxSignals: readonly Signal[] = [
  nginxUp,
  acceptedConnections,
  handledConnections,
  activeConnections,
  readingConnections,
  writingConnections,
  waitingConnections,
  nginxRequests,
];
