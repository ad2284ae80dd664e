import { DashboardLinkType, type DashboardLink } from '@grafana/grafana-foundation-sdk/dashboard';

/** A link that opens beside what is read. */
export const link = (title: string, url: string): DashboardLink => ({
  title,
  url,
  type: DashboardLinkType.Link,
  icon: 'external link',
  tooltip: '',
  tags: [],
  asDropdown: false,
  targetBlank: true,
  includeVars: false,
  keepTime: false,
});
