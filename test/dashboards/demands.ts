/** What a reference system asks a board to show, and where it does. */
export interface Demand {
  /** In the words of the system. */
  readonly asks: string;
  readonly board: string;
  readonly panel: string;
  /** The business signal that is meant: `application/signal`, of an example of the system. */
  readonly signal?: string;
}

export interface ReferenceSystem {
  /** Name of its stack, and of its folder in examples/. */
  readonly stack: string;
  readonly name: string;
  readonly demands: readonly Demand[];
}

const on =
  (board: string) =>
  (asks: string, panel: string): Demand => ({ asks, board, panel });
const business = (asks: string, signal: string, panel: string): Demand => ({
  asks,
  board: 'Business',
  panel,
  signal,
});
const [health, api, database, cache, infrastructure, slo, alerts] = [
  on('System Health'),
  on('API Performance'),
  on('Database Performance'),
  on('Cache Performance'),
  on('Infrastructure'),
  on('SLO'),
  on('Alerts'),
];

const systemHealth = [
  health('service status', 'Service status'),
  health('latency p50', 'Latency p50'),
  health('latency p95', 'Latency p95'),
  health('latency p99', 'Latency p99'),
  health('error rate', 'Error rate'),
  health('CPU per service', 'CPU'),
  health('memory per service', 'Memory'),
  health('disk', 'Disk space used'),
  health('network in', 'Network received'),
  health('network out', 'Network sent'),
];

const requests = [
  api('request rate', 'Requests'),
  api('latency p50', 'Latency p50'),
  api('latency p95', 'Latency p95'),
  api('latency p99', 'Latency p99'),
  api('5xx rate', '5xx rate'),
  api('top endpoints', 'Top endpoints'),
  api('slowest endpoints', 'Slowest endpoints'),
];
const activeUsers = api('active users', 'Active users');
const databaseSummary = api('database summary', 'Database connections in use');
const cacheSummary = api('cache summary', 'Cache hit rate');

const cluster = [
  infrastructure('Kubernetes health', 'What does not run'),
  infrastructure('nodes', 'Nodes'),
  infrastructure('containers: CPU', 'CPU by namespace'),
  infrastructure('containers: memory', 'Memory by namespace'),
  infrastructure('network', 'Received by namespace'),
  infrastructure('storage', 'Volumes by fullness'),
];

const objectives = [
  slo('objective', 'Objectives'),
  slo('budget left', 'Budget left'),
  slo('burn rate per objective', 'Burn rate'),
];

/** The panels that the reference systems list, each under the name of the panel that shows it. */
export const referenceSystems: readonly ReferenceSystem[] = [
  {
    stack: 'financial-planning',
    name: 'Financial planning',
    demands: [
      ...requests,
      activeUsers,
      databaseSummary,
      cacheSummary,
      business('simulations a day', 'simulation/simulations-per-day', 'Counts'),
      business('acceptance of recommendations', 'recommendations/recommendation-acceptance', 'Shares'),
      business('PDF reports', 'reports/reports-per-day', 'Counts'),
      business('engagement', 'api/plans-saved', 'Counts'),
      business('MRR', 'api/mrr', 'Money'),
      business('CAC', 'api/cac', 'Money'),
      business('LTV', 'api/ltv', 'Money'),
      business('churn', 'api/churn', 'Shares'),
      ...cluster,
      ...objectives,
    ],
  },
  {
    stack: 'order-processor',
    name: 'Order processor',
    demands: [
      ...systemHealth,
      business('orders created', 'order-service/orders-created', 'Counts'),
      business('orders executed', 'order-service/orders-executed', 'Counts'),
      business('orders cancelled', 'order-service/orders-cancelled', 'Counts'),
      business('registrations', 'user-service/registrations', 'Counts'),
      business('portfolio P&L', 'portfolio-service/profit-and-loss', 'Money'),
      business('asset prices', 'inventory-service/asset-prices', 'Money'),
      ...cluster,
      infrastructure('DynamoDB: capacity', 'DynamoDB: capacity used'),
      infrastructure('DynamoDB: throttling', 'DynamoDB: refused for capacity'),
      infrastructure('DynamoDB: latency', 'DynamoDB: latency'),
      infrastructure('EKS', 'EKS: requests to the API server'),
      infrastructure('AWS costs', 'Month so far by service'),
    ],
  },
  {
    stack: 'stock-analysis',
    name: 'Stock analysis',
    demands: [
      ...requests,
      activeUsers,
      business('daily active users', 'web/daily-active-users', 'Counts'),
      business('monthly active users', 'web/monthly-active-users', 'Counts'),
      business('analyses a day', 'web/analyses-per-day', 'Counts'),
      business('distribution of tiers', 'web/tiers', 'Counts'),
      business('funnel free, basic, premium', 'web/conversion', 'Funnels'),
      business('payment failures', 'web/payment-failures', 'Counts'),
      business('MRR', 'web/mrr', 'Money'),
      business('churn', 'web/churn', 'Shares'),
    ],
  },
  {
    stack: 'balance-sheet',
    name: 'Balance Sheet Pro',
    demands: [
      ...requests,
      databaseSummary,
      ...objectives,
      alerts('active alerts', 'Active alerts'),
      alerts('alerts by team', 'Firing, by team'),
      alerts('alerts by priority', 'Firing, by priority'),
    ],
  },
  {
    stack: 'screener',
    name: 'Stock screener',
    demands: [
      ...systemHealth,
      ...requests,
      activeUsers,
      databaseSummary,
      cacheSummary,
      database('connections', 'Connections in use'),
      database('query p95', 'Query p95'),
      database('query p99', 'Query p99'),
      database('slow queries above 1 s', 'Slow queries'),
      database('size', 'Size'),
      database('size growth', 'Growth a day'),
      database('pool use', 'Pool in use'),
      cache('hit rate', 'Hit rate'),
      cache('get and set operations', 'Get and set'),
      cache('Redis memory', 'Memory'),
      cache('latency', 'Latency p95 and p99'),
      business('daily active users', 'api/daily-active-users', 'Counts'),
      business('screenings', 'api/screenings', 'Counts'),
      business('registrations', 'api/registrations', 'Counts'),
      business('portfolios', 'api/portfolios', 'Counts'),
    ],
  },
];
