import { z } from 'zod';
import { getJson, type HttpSource } from './http';

const labels = z.record(z.string(), z.string());
const rulesAnswer = z.object({
  data: z.object({
    groups: z.array(
      z.object({
        name: z.string(),
        file: z.string(),
        rules: z.array(
          z.object({
            name: z.string(),
            type: z.enum(['alerting', 'recording']),
            health: z.string(),
            lastError: z.string().optional(),
            labels: labels.optional(),
          }),
        ),
      }),
    ),
  }),
});
const targetsAnswer = z.object({
  data: z.object({
    activeTargets: z.array(
      z.object({
        scrapePool: z.string(),
        scrapeUrl: z.string(),
        labels,
        health: z.string(),
        lastError: z.string(),
      }),
    ),
  }),
});
const poolsAnswer = z.object({ data: z.object({ scrapePools: z.array(z.string()) }) });
const alertsAnswer = z.object({
  data: z.object({ alerts: z.array(z.object({ labels, state: z.string() })) }),
});
const configAnswer = z.object({ data: z.object({ yaml: z.string() }) });
const vectorAnswer = z.object({
  data: z.object({ result: z.array(z.object({ metric: labels, value: z.tuple([z.number(), z.string()]) })) }),
});

export type LoadedGroup = z.infer<typeof rulesAnswer>['data']['groups'][number];
export type Target = z.infer<typeof targetsAnswer>['data']['activeTargets'][number];
export type PendingAlert = z.infer<typeof alertsAnswer>['data']['alerts'][number];

/** What is read of one Prometheus. */
export class PrometheusApi {
  constructor(private readonly source: HttpSource) {}

  async ruleGroups(): Promise<readonly LoadedGroup[]> {
    return (await getJson(this.source, '/api/v1/rules', rulesAnswer)).data.groups;
  }

  async targets(): Promise<readonly Target[]> {
    return (await getJson(this.source, '/api/v1/targets?state=active', targetsAnswer)).data.activeTargets;
  }

  async scrapePools(): Promise<readonly string[]> {
    return (await getJson(this.source, '/api/v1/scrape_pools', poolsAnswer)).data.scrapePools;
  }

  async alerts(): Promise<readonly PendingAlert[]> {
    return (await getJson(this.source, '/api/v1/alerts', alertsAnswer)).data.alerts;
  }

  /** The loaded configuration, YAML. */
  async configuration(): Promise<string> {
    return (await getJson(this.source, '/api/v1/status/config', configAnswer)).data.yaml;
  }

  /** The sum of an instant vector; undefined when it is empty. */
  async sum(query: string): Promise<number | undefined> {
    const path = `/api/v1/query?query=${encodeURIComponent(query)}`;
    const { result } = (await getJson(this.source, path, vectorAnswer)).data;
    return result.length === 0
      ? undefined
      : result.reduce((sum, { value: [, text] }) => sum + Number(text), 0);
  }
}
