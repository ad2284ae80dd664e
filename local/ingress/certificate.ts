import { generate } from 'selfsigned';

/** A key and its certificate, PEM. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

const DAY_MS = 86_400_000;

/** From yesterday on, because a clock that is a little behind must not refuse it, and for `days`. */
const valid = (days: number) => ({
  keyType: 'ec' as const,
  algorithm: 'sha256',
  notBeforeDate: new Date(Date.now() - DAY_MS),
  notAfterDate: new Date(Date.now() + days * DAY_MS),
});

/** A certificate authority of this run. */
export async function authority(): Promise<Certificate> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'Observatory demo' }], {
    ...valid(365),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, critical: true },
    ],
  });
  return { key, cert };
}

/** A certificate for `host` that `ca` has signed and that ends in `days`. */
export async function certificateFor(host: string, days: number, ca: Certificate): Promise<Certificate> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: host }], {
    ...valid(days),
    ca: { ...ca },
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: host }] }],
  });
  return { key, cert };
}
