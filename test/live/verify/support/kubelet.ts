import { createServer } from 'node:https';
import { connect, type AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { LOOPBACK } from '../../../../local/loopback';

export interface FakeKubelet {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * What a kubelet does for `port-forward`, and nothing else: the API server passes a WebSocket on, whose messages begin with
 * a channel (0 data, 1 errors) and whose first message on each is the port.
 *
 * @param places `pod:port` → port on loopback; a pod that is not there refuses
 */
export async function startKubelet(
  certificate: { readonly cert: string; readonly key: string },
  places: ReadonlyMap<string, number>,
): Promise<FakeKubelet> {
  const server = createServer(certificate);
  const sockets = new WebSocketServer({
    server,
    handleProtocols: (offered) => (offered.has('v4.channel.k8s.io') ? 'v4.channel.k8s.io' : false),
  });
  sockets.on('connection', (socket, { url }) => {
    const { pathname, searchParams } = new URL(url ?? '', 'https://kubelet');
    const pod = pathname.split('/')[3] ?? '';
    const port = searchParams.get('port') ?? '';
    forward(socket, Number(port), places.get(`${pod}:${port}`));
  });
  await new Promise<void>((resolve) => server.listen(0, LOOPBACK, resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        for (const client of sockets.clients) client.terminate();
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function forward(socket: WebSocket, asked: number, place: number | undefined): void {
  const number = Buffer.alloc(2);
  number.writeUInt16LE(asked);
  for (const channel of [0, 1]) socket.send(Buffer.concat([Buffer.of(channel), number]));
  if (place === undefined) {
    socket.send(Buffer.concat([Buffer.of(1), Buffer.from('connection refused')]));
    socket.close();
    return;
  }
  const target = connect(place, LOOPBACK);
  target.on('data', (data) => {
    socket.send(Buffer.concat([Buffer.of(0), data]));
  });
  target.on('error', () => {
    socket.close();
  });
  target.on('close', () => {
    socket.close();
  });
  socket.on('message', (data: Buffer) => {
    if (data[0] === 0) target.write(data.subarray(1));
  });
  socket.on('close', () => target.destroy());
}
