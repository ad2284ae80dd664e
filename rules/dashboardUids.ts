/** Where an alert is seen; the dashboards have these uids. */
export const dashboardUids = { systemHealth: 'system-health' } as const;
