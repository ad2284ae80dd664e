import { mergeLayers, type PlainObject } from '../../../config/merge';

const url = 'https://example.com/a';

/** Every key of a stack, with a value that its own schema accepts. What contradicts what is not looked at here. */
export const everyStackKey: PlainObject = {
  preset: 'small',
  guardrails: 'relaxed',
  cluster: {
    name: 'test',
    environment: 'test',
    platform: 'eks',
    context: 'test-context',
    uid: '0a1b2c3d-0000-4000-8000-0123456789ab',
    eks: { clusterName: 'Test', region: 'eu-central-1', profile: 'ops' },
  },
  content: { path: 'content', applications: ['shop'], runbooksUrl: url },
  applications: { shop: { displayName: 'Shop' } },
  metrics: {
    replicas: 1,
    antiAffinity: 'soft',
    retentionDays: 7,
    volumeSizeGb: 20,
    retentionSizeGb: 10,
    expectedSeries: { infrastructure: 1_000, applications: 1_000 },
    scrapeIntervalSeconds: { infrastructure: 15, applications: 30 },
    evaluationIntervalSeconds: 30,
    limits: {
      samplesPerScrape: 1_000,
      targetsPerScrapePool: 10,
      labelsPerSeries: 20,
      labelNameLength: 100,
      labelValueLength: 200,
      bodySizeMb: 10,
    },
    resources: { cpuRequestMilli: 100, memoryRequestMb: 512, memoryLimitMb: 1_024 },
  },
  synthetics: { enabled: true, replicas: 1, intervalSeconds: 30, timeoutSeconds: 10 },
  aws: {
    enabled: true,
    region: 'eu-central-1',
    roleArn: 'arn:aws:iam::111122223333:role/observatory-cloudwatch',
    services: ['dynamodb'],
    tags: { environment: 'prod' },
    costs: true,
    intervalSeconds: 300,
  },
  slo: { budgetWindowDays: 30 },
  alerting: {
    replicas: 1,
    antiAffinity: 'soft',
    volumeSizeGb: 1,
    retentionHours: 120,
    platformTeam: 'platform',
    tenantRules: false,
    tenantConfigs: false,
    businessHours: { timeZone: 'Europe/Berlin', days: ['mon', 'fri'], start: '09:00', end: '17:00' },
    holidays: ['12-25'],
    pageAfterMinutes: { P1: 0, P2: 15 },
    groupIntervalMinutes: { P1: 1, P2: 5, P3: 15, P4: 120 },
    escalation: { P1: 30, P2: 240 },
    nodes: {
      cpuPercent: 80,
      memoryPercent: 80,
      memoryCriticalPercent: 90,
      diskFreePercent: 10,
      diskFreeCriticalPercent: 3,
      forMinutes: 5,
    },
    slack: { enabled: true },
    pagerduty: { enabled: true, managed: true, protectSchedules: true, region: 'eu' },
    email: {
      enabled: true,
      smarthost: 'smtp.example.com:587',
      from: 'o11y@example.com',
      username: 'o11y',
      requireTls: true,
    },
    heartbeat: { enabled: true, intervalSeconds: 60 },
    resources: { cpuRequestMilli: 20, memoryRequestMb: 64, memoryLimitMb: 128 },
  },
  grafana: {
    enabled: true,
    volumeSizeGb: 1,
    refreshSeconds: 30,
    logs: { kind: 'loki', url, serviceLabel: 'service' },
    traces: { kind: 'jaeger', url },
    resources: { cpuRequestMilli: 100, memoryRequestMb: 256, memoryLimitMb: 512 },
  },
  access: {
    exposure: 'ingress',
    baseDomain: 'o11y.example.com',
    urls: { prometheus: url, alertmanager: url, grafana: url },
    ingressClassName: 'nginx',
    gateway: { name: 'public.gateway', namespace: 'gateways', sectionName: 'https' },
    annotations: { 'cert-manager.io/cluster-issuer': 'letsencrypt' },
    tls: { secretName: 'wildcard.example.com', terminatedUpstream: false },
    authentication: { mode: 'annotations', annotations: { 'nginx.ingress.kubernetes.io/auth-url': url } },
    oidc: {
      name: 'SSO',
      authUrl: url,
      tokenUrl: url,
      apiUrl: url,
      clientId: 'grafana',
      scopes: 'openid profile',
      roleAttributePath: "'Viewer'",
    },
  },
  crds: 'adopt',
  storage: { className: 'gp3' },
  scheduling: {
    nodeSelector: { pool: 'ops' },
    tolerations: [
      { key: 'ops', operator: 'Equal', value: 'yes', effect: 'NoExecute', tolerationSeconds: 60 },
    ],
    priorityClassName: 'high',
  },
  charts: { mirror: 'oci://registry.example.com/charts', timeoutSeconds: 600 },
  images: { registry: 'registry.example.com/mirror', pullSecrets: ['pull'] },
  overrides: { 'prometheus-blackbox-exporter': { revisionHistoryLimit: 3 } },
};

const everySource: PlainObject = {
  service: { matchLabels: { app: 'shop' }, port: 'metrics', path: '/metrics' },
  pod: { matchLabels: { app: 'shop' }, port: 'metrics', path: '/metrics' },
  static: { targets: ['10.0.0.1:9100'], path: '/metrics' },
  intervalSeconds: 30,
};

const everyDependencyKey = (kind: string, alerts: PlainObject, own: PlainObject = {}): PlainObject => ({
  kind,
  description: 'Holds orders.',
  exporter: { ...everySource, namespace: 'data' },
  workload: { kind: 'StatefulSet', name: kind },
  ...own,
  alerts: {
    exporterDown: { forMinutes: 5 },
    down: { minimumServers: 1, forMinutes: 1 },
    serverDown: { forMinutes: 5 },
    ...alerts,
  },
});

const everyPostgresqlKey = everyDependencyKey(
  'postgresql',
  {
    withoutPrimary: { forMinutes: 2 },
    connections: { warningPercent: 80, criticalPercent: 95, forMinutes: 5 },
    connectionErrors: { per5Minutes: 5 },
    pool: { usedPercent: 90, forMinutes: 5 },
    slowQueries: { meanMs: 1_000, minimumCallsPerMinute: 1, forMinutes: 10 },
    longTransaction: { minutes: 10, ignoredUsers: ['backup'] },
    deadlocks: { per5Minutes: 5 },
    replicationLag: { seconds: 60, forMinutes: 5 },
    size: { limitGb: 100, withinDays: 4 },
  },
  {
    replicasOnly: false,
    statements: true,
    connectionErrors: { metric: 'db_errors_total', labels: { pool: 'main' } },
    pool: {
      used: { metric: 'db_pool_in_use', labels: { pool: 'main' } },
      size: { metric: 'db_pool_size', labels: { pool: 'main' } },
    },
    queries: {
      duration: { metric: 'db_query_seconds', labels: { pool: 'main' }, bucketsSeconds: [0.1, 1] },
      slowSeconds: 1,
    },
  },
);

const everyRedisKey = everyDependencyKey(
  'redis',
  {
    withoutPrimary: { forMinutes: 2 },
    memory: { usedPercent: 90, forMinutes: 5 },
    hitRate: { belowPercent: 80, minimumLookupsPerMinute: 60, forMinutes: 15 },
    evictions: { perMinute: 600, forMinutes: 15 },
    rejectedConnections: { per5Minutes: 0 },
    persistence: { forMinutes: 5 },
    replication: { forMinutes: 5 },
  },
  { replicasOnly: false, usedAs: 'cache' },
);

const everyNginxKey = everyDependencyKey(
  'nginx',
  { droppedConnections: { per5Minutes: 10 }, connections: { usedPercent: 80, forMinutes: 5 } },
  { maxConnections: 4_096 },
);

/** Every key of an application, each good by itself; what is scraped has one way too many, as have the quota and a business signal. */
export const everyApplicationKey: PlainObject = {
  displayName: 'Shop',
  description: 'Sells things.',
  team: 'orders',
  namespace: 'shop',
  workload: { kind: 'Deployment', name: 'shop' },
  scrape: everySource,
  http: {
    requests: { metric: 'http_requests_total', statusLabel: 'status', routeLabel: 'route' },
    duration: {
      metric: 'http_request_duration_seconds',
      bucketsSeconds: [0.1, 0.25, 0.5, 1],
      routeLabel: 'route',
    },
  },
  operations: {
    report: {
      displayName: 'Reports',
      total: { metric: 'reports_total', labels: { kind: 'pdf' } },
      failed: { metric: 'report_failures_total', labels: { kind: 'pdf' } },
      duration: { metric: 'report_seconds', labels: { kind: 'pdf' }, bucketsSeconds: [1, 5, 30] },
      alerts: {
        failurePercent: 5,
        p95Seconds: 5,
        windowMinutes: 30,
        forMinutes: 5,
        minimumPerHour: 60,
        priority: 'P2',
      },
    },
  },
  freshness: {
    prices: {
      displayName: 'Prices',
      timestamp: { metric: 'prices_updated_seconds', labels: { feed: 'a' } },
      across: 'newest',
      maxAgeMinutes: 5,
      activeWhen: { metric: 'market_open', labels: { market: 'xetra' } },
      priority: 'P2',
    },
  },
  business: {
    users: {
      displayName: 'Daily active users',
      description: 'Who came today.',
      unit: 'count',
      counter: { metric: 'logins_total', labels: { kind: 'web' }, per: 'day', by: 'tier' },
      gauge: { metric: 'active_users', labels: { period: 'day' }, across: 'max', by: 'tier' },
      ratio: {
        numerator: { metric: 'accepted_total', labels: { kind: 'web' } },
        denominator: { metric: 'offered_total', labels: { kind: 'web' } },
        of: 'counters',
        per: 'day',
      },
      funnel: {
        steps: [
          { name: 'free', metric: 'accounts', labels: { tier: 'free' } },
          { name: 'paid', metric: 'accounts', labels: { tier: 'paid' } },
        ],
        of: 'gauges',
        per: 'day',
      },
      alerts: {
        dropPercent: 30,
        minimumUsual: 20,
        below: 1,
        above: 100_000,
        forMinutes: 30,
        priority: 'P3',
      },
    },
  },
  alerts: {
    serviceDown: { forMinutes: 1 },
    errorRate: { warningPercent: 1, criticalPercent: 10, forMinutes: 5, minimumRequestsPerMinute: 6 },
    latency: {
      p95Ms: 500,
      forMinutes: 5,
      minimumRequestsPerMinute: 6,
      aboveUsual: { percent: 20, forMinutes: 10, floorMs: 100 },
    },
    saturation: {
      cpuPercent: 80,
      memoryPercent: 80,
      memoryCriticalPercent: 90,
      openFilesPercent: 80,
      forMinutes: 5,
      instanceCapacity: { cpuCores: 2, memoryMb: 1_024 },
    },
    restarts: { count: 3, withinMinutes: 30 },
    certificate: { daysLeft: 14, daysLeftCritical: 3 },
  },
  slos: {
    availability: { objectivePercent: 99.9 },
    latency: [{ thresholdMs: 500, objectivePercent: 95 }],
    success: { report: { objectivePercent: 99 } },
    operationLatency: { report: { thresholdSeconds: 5, objectivePercent: 95 } },
    freshness: { prices: { objectivePercent: 99 } },
  },
  probes: [{ name: 'health', url }],
  thirdParties: {
    quotes: {
      displayName: 'Quote feed',
      requests: {
        total: { metric: 'api_calls_total', labels: { api: 'quotes' } },
        failed: { metric: 'api_calls_total', labels: { result: ['error', 'timeout'] } },
      },
      duration: {
        metric: 'api_call_duration_seconds',
        labels: { api: 'quotes' },
        bucketsSeconds: [1, 5, 10],
      },
      quota: {
        used: { metric: 'quotes_used', labels: { key: 'a' } },
        remaining: { metric: 'quotes_remaining', labels: { key: 'a' } },
        windowMinutes: 60,
        limit: { metric: 'quotes_limit', labels: { key: 'a' } },
        limitCalls: 1_000,
      },
      circuitBreaker: { state: { metric: 'breaker_state', labels: { api: 'quotes' } }, openValues: [1] },
      alerts: {
        failing: { percent: 20, forMinutes: 5, minimumRequestsPerMinute: 2 },
        unavailable: { overMinutes: 15, minimumRequests: 3 },
        slow: { p95Ms: 5_000, forMinutes: 10, minimumRequestsPerMinute: 2 },
        quota: { warningPercent: 90 },
        circuitBreaker: { forMinutes: 1 },
      },
    },
  },
  payments: {
    failed: { metric: 'payments_total', labels: { result: 'failed' } },
    attempted: { metric: 'payments_total', labels: { kind: 'card' } },
    alerts: {
      failures: { perHour: 5 },
      failureRatio: { percent: 20, forMinutes: 5, minimumAttempts: 10 },
    },
  },
  // Each called by its kind.
  dependencies: {
    postgresql: everyPostgresqlKey,
    redis: everyRedisKey,
    nginx: everyNginxKey,
    celery: {
      ...everyDependencyKey('celery', {}),
      workers: { kind: 'Deployment', name: 'worker' },
      runtimeBucketsSeconds: [1, 5, 10],
      alerts: {
        exporterDown: { forMinutes: 5 },
        workersGone: { forMinutes: 5 },
        queueBacklog: { tasks: 500, forMinutes: 15 },
        taskFailing: { percent: 10, forMinutes: 5, minimumRuns: 10 },
        taskSlow: { p95Seconds: 5, forMinutes: 15, minimumRuns: 10 },
      },
    },
    airflow: {
      ...everyDependencyKey('airflow', {}),
      scheduler: { kind: 'Deployment', name: 'scheduler' },
      dags: { nightly: { successEveryMinutes: 1_560 } },
      alerts: {
        exporterDown: { forMinutes: 5 },
        schedulerStalled: { forMinutes: 5 },
        taskFailures: { perHour: 5 },
        importErrors: { forMinutes: 10 },
        poolStarving: { forMinutes: 15 },
      },
    },
  },
};

/** An application as a content folder would hold it. */
export const soundApplication: PlainObject = mergeLayers(everyApplicationKey, {
  scrape: { pod: null, static: null, intervalSeconds: null, service: { path: null } },
  business: { users: { counter: null, ratio: null, funnel: null, gauge: { by: null } } },
  thirdParties: { quotes: { quota: { remaining: null, windowMinutes: null, limitCalls: null } } },
  dependencies: {
    postgresql: null,
    redis: null,
    nginx: null,
    celery: null,
    airflow: null,
    db: { kind: 'postgresql' },
  },
  slos: { latency: null, success: null, operationLatency: null, freshness: null },
});

export const everyTeamKey: PlainObject = {
  displayName: 'Orders',
  description: 'Orders and payments.',
  contact: 'Ada, 555-0100',
  slackChannel: '#orders',
  emails: ['orders@example.com'],
  businessHours: { timeZone: 'Europe/Berlin', days: ['mon', 'fri'], start: '09:00', end: '17:00' },
  holidays: ['2026-12-24'],
  members: { ada: { name: 'Ada', email: 'ada@example.com', pagerdutyEmail: 'ada@pager.example.com' } },
  onCall: {
    rotation: ['ada'],
    rotationDays: 7,
    handoffTime: '09:00',
    firstHandoff: '2026-01-05',
    timeZone: 'Europe/Berlin',
  },
  escalation: [{ afterMinutes: 30, to: ['onCall'], priorities: ['P1'], during: 'offHours' }],
};
