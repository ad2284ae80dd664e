import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { LOOPBACK } from '../loopback';
import { authority, certificateFor } from './certificate';

/** Host of the demo's ingress; content/applications/demo.yaml probes it. */
export const INGRESS_HOST = 'ingress.demo.svc';

/** Days that a certificate of a certificate authority of the web usually lasts; and one that nobody has renewed. */
const USUAL_DAYS = 90;
const EXPIRING_DAYS = 2;

export interface Ingress {
  readonly port: number;
  /** Certificate of the authority that a client has to trust, PEM. */
  readonly authority: string;
  /** Serves the certificate that is about to end while it is on. */
  expire(on: boolean): void;
  close(): Promise<void>;
}

/** What stands before the shop and ends TLS; of it only its own health is here. */
export async function openIngress(): Promise<Ingress> {
  const ca = await authority();
  const [usual, expiring] = await Promise.all([
    certificateFor(INGRESS_HOST, USUAL_DAYS, ca),
    certificateFor(INGRESS_HOST, EXPIRING_DAYS, ca),
  ]);
  const server = createServer({ ...usual }, (request, response) => {
    request.resume();
    response.writeHead(request.url === '/health' ? 200 : 404).end();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, LOOPBACK, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    authority: ca.cert,
    expire: (on) => {
      server.setSecureContext(on ? { ...expiring } : { ...usual });
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
