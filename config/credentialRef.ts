import type { GivenSecrets } from './resolve';

/** Where a credential lies in the cluster. Everything but components/credentials knows a credential only by this. */
export interface CredentialRef {
  readonly secretName: string;
  readonly key: string;
}

/** Where a credential will lie: in the existing Secret that the stack names, else in `secretName` under its own path. */
export const credentialRef = (given: GivenSecrets, path: string, secretName: string): CredentialRef => {
  const leaf = given.get(path);
  return typeof leaf === 'object' ? leaf : { secretName, key: path };
};
