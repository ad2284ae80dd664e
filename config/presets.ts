import type { StackConfig } from './schema/stack';

type DeepPartial<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { readonly [K in keyof T]?: DeepPartial<T[K]> }
    : T;

/** What holds unless the preset or the stack says otherwise. Sizes are in the presets. */
export const defaults = {
  preset: 'standard',
  guardrails: 'production',
  cluster: { platform: 'generic' },
  content: { path: 'content', applications: 'all' },
  applications: {},
  metrics: {
    // Figures of the reference systems: 15 s infrastructure, 30 s applications, 15 d retention.
    scrapeIntervalSeconds: { infrastructure: 15, applications: 30 },
    evaluationIntervalSeconds: 30,
    limits: {
      samplesPerScrape: 50_000,
      targetsPerScrapePool: 1_000,
      labelsPerSeries: 40,
      labelNameLength: 200,
      labelValueLength: 1_000,
      bodySizeMb: 50,
    },
  },
  synthetics: { enabled: true, intervalSeconds: 30, timeoutSeconds: 10 },
  aws: { enabled: false, services: ['dynamodb', 'ec2', 'eks'], tags: {}, costs: true, intervalSeconds: 300 },
  slo: { budgetWindowDays: 30 },
  alerting: {
    retentionHours: 120,
    platformTeam: 'platform',
    tenantConfigs: false,
    tenantRules: false,
    businessHours: {
      timeZone: 'UTC',
      days: ['mon', 'tue', 'wed', 'thu', 'fri'],
      start: '09:00',
      end: '17:00',
    },
    holidays: [],
    // A reference system asks for warnings after 15 minutes; answers are due within 15 minutes and 4 hours.
    pageAfterMinutes: { P1: 0, P2: 15 },
    groupIntervalMinutes: { P1: 1, P2: 5, P3: 15, P4: 120 },
    escalation: { P1: 30, P2: 240 },
    // Figures of the reference systems: CPU and memory 80 %, memory 90 %, disk 10 % free, for 5 minutes.
    nodes: {
      cpuPercent: 80,
      memoryPercent: 80,
      memoryCriticalPercent: 90,
      diskFreePercent: 10,
      diskFreeCriticalPercent: 3,
      forMinutes: 5,
    },
    slack: { enabled: true },
    pagerduty: { enabled: false, managed: false, protectSchedules: true, region: 'us' },
    email: { enabled: false, requireTls: true },
    heartbeat: { enabled: false, intervalSeconds: 60 },
  },
  grafana: { enabled: true, refreshSeconds: 30 },
  access: {
    exposure: 'none',
    urls: {},
    annotations: {},
    tls: { terminatedUpstream: false },
    authentication: { mode: 'none', annotations: {} },
  },
  crds: 'install',
  storage: {},
  scheduling: { nodeSelector: {}, tolerations: [] },
  charts: { timeoutSeconds: 900 },
  images: { pullSecrets: [] },
  overrides: {},
} as const satisfies DeepPartial<StackConfig>;

/**
 * Sizes by preset. Memory follows about 8 KiB per active series plus 1 GiB for queries and the write-ahead log;
 * volumes follow 1.5 bytes per sample (see capacity.ts) with a reserve of a third.
 */
export const presets = {
  small: {
    metrics: {
      replicas: 1,
      antiAffinity: 'soft',
      retentionDays: 7,
      // Enough for a month too: whoever tries a preset out changes the retention first.
      volumeSizeGb: 30,
      expectedSeries: { infrastructure: 60_000, applications: 20_000 },
      resources: { cpuRequestMilli: 250, memoryRequestMb: 1_536, memoryLimitMb: 2_560 },
    },
    synthetics: { replicas: 1 },
    alerting: {
      replicas: 1,
      antiAffinity: 'soft',
      volumeSizeGb: 1,
      resources: { cpuRequestMilli: 20, memoryRequestMb: 64, memoryLimitMb: 128 },
    },
    grafana: {
      volumeSizeGb: 0,
      resources: { cpuRequestMilli: 100, memoryRequestMb: 256, memoryLimitMb: 512 },
    },
  },
  standard: {
    metrics: {
      replicas: 2,
      antiAffinity: 'hard',
      retentionDays: 15,
      volumeSizeGb: 100,
      expectedSeries: { infrastructure: 200_000, applications: 200_000 },
      resources: { cpuRequestMilli: 1_000, memoryRequestMb: 6_144, memoryLimitMb: 8_192 },
    },
    synthetics: { replicas: 2 },
    alerting: {
      replicas: 3,
      antiAffinity: 'hard',
      volumeSizeGb: 5,
      resources: { cpuRequestMilli: 50, memoryRequestMb: 128, memoryLimitMb: 256 },
    },
    grafana: {
      volumeSizeGb: 5,
      resources: { cpuRequestMilli: 200, memoryRequestMb: 512, memoryLimitMb: 1_024 },
    },
  },
  large: {
    metrics: {
      replicas: 2,
      antiAffinity: 'hard',
      // Rules of 200 applications over a million series take under a tenth of it (npm run bench); 30 s cost about twice as much.
      evaluationIntervalSeconds: 60,
      retentionDays: 15,
      volumeSizeGb: 400,
      expectedSeries: { infrastructure: 500_000, applications: 1_000_000 },
      resources: { cpuRequestMilli: 4_000, memoryRequestMb: 20_480, memoryLimitMb: 28_672 },
    },
    synthetics: { replicas: 2 },
    alerting: {
      replicas: 3,
      antiAffinity: 'hard',
      volumeSizeGb: 10,
      resources: { cpuRequestMilli: 100, memoryRequestMb: 256, memoryLimitMb: 512 },
    },
    grafana: {
      volumeSizeGb: 10,
      resources: { cpuRequestMilli: 500, memoryRequestMb: 1_024, memoryLimitMb: 2_048 },
    },
  },
} as const satisfies Record<StackConfig['preset'], DeepPartial<StackConfig>>;
