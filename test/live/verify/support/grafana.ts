import { LOOPBACK, openHttp, type LoopbackServer } from '../../../../local/loopback';

export interface FakeGrafana extends LoopbackServer {
  /** uid → title. */
  readonly dashboards: Map<string, string>;
}

/** The two lists that verify reads of Grafana, behind its login. Grafana itself cannot be built from Go modules. */
export async function startGrafana(password: string): Promise<FakeGrafana> {
  const dashboards = new Map<string, string>();
  const login = `Basic ${Buffer.from(`admin:${password}`).toString('base64')}`;
  const server = await openHttp((request, response) => {
    if (request.headers.authorization !== login) {
      response.writeHead(401).end();
      return;
    }
    const { pathname } = new URL(request.url ?? '', `http://${LOOPBACK}`);
    const answers: Readonly<Record<string, unknown>> = {
      '/api/search': [...dashboards].map(([uid, title]) => ({ uid, title, type: 'dash-db' })),
      '/api/datasources': [
        { uid: 'prometheus', type: 'prometheus' },
        { uid: 'alertmanager', type: 'alertmanager' },
      ],
    };
    const answer = answers[pathname];
    response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer ?? {}));
  });
  return { ...server, dashboards };
}
