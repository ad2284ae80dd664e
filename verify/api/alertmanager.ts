import { z } from 'zod';
import { getJson, getText, type HttpSource } from './http';

const alertsAnswer = z.array(
  z.object({
    labels: z.record(z.string(), z.string()),
    receivers: z.array(z.object({ name: z.string() })),
    status: z.object({ state: z.string() }),
  }),
);

export type ReceivedAlert = z.infer<typeof alertsAnswer>[number];

/** What is read of one Alertmanager. */
export class AlertmanagerApi {
  constructor(private readonly source: HttpSource) {}

  /** The alerts that it holds, those silenced and inhibited too. */
  alerts(): Promise<readonly ReceivedAlert[]> {
    return getJson(this.source, '/api/v2/alerts', alertsAnswer);
  }

  /** Values of its own metrics without labels: name → value. */
  async metrics(): Promise<ReadonlyMap<string, number>> {
    const text = await getText(this.source, '/metrics');
    const samples = text.matchAll(/^([a-z_]+) (\S+)$/gm);
    return new Map([...samples].map(([, name = '', value]) => [name, Number(value)]));
  }
}
