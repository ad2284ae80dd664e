/** Uids of our dashboards. Links in alerts and messages contain them, so they never change. */
export const dashboardUids = { systemHealth: 'system-health', business: 'business' } as const;

/** Folders in Grafana. */
export const folders = { overview: 'Observatory', own: 'Own dashboards' } as const;
