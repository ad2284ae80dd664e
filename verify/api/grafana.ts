import { z } from 'zod';
import { getJson, type HttpSource } from './http';

const searchAnswer = z.array(z.object({ uid: z.string(), title: z.string() }));
const sourcesAnswer = z.array(z.object({ uid: z.string(), type: z.string() }));

/** Grafana gives at most this many at once. */
const PAGE = 1_000;

/** What is read of Grafana. */
export class GrafanaApi {
  constructor(private readonly source: HttpSource) {}

  /** uid → title of every dashboard. */
  async dashboards(): Promise<ReadonlyMap<string, string>> {
    const found = new Map<string, string>();
    for (let page = 1; ; page += 1) {
      const path = `/api/search?type=dash-db&limit=${String(PAGE)}&page=${String(page)}`;
      const some = await getJson(this.source, path, searchAnswer);
      for (const { uid, title } of some) found.set(uid, title);
      if (some.length < PAGE) return found;
    }
  }

  /** uid → type of every data source. */
  async dataSources(): Promise<ReadonlyMap<string, string>> {
    const found = await getJson(this.source, '/api/datasources', sourcesAnswer);
    return new Map(found.map(({ uid, type }) => [uid, type]));
  }
}
