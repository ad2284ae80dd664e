/** Uids of our dashboards. Links in alerts and messages contain them, so they never change. */
export const dashboardUids = {
  overview: 'overview',
  systemHealth: 'system-health',
  apiPerformance: 'api-performance',
  databasePerformance: 'database-performance',
  cachePerformance: 'cache-performance',
  business: 'business',
  infrastructure: 'infrastructure',
  slo: 'slo',
  alerts: 'alerts',
} as const;

/** Folders in Grafana. */
export const folders = { overview: 'Observatory', own: 'Own dashboards' } as const;
