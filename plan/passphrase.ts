import { createDecipheriv, pbkdf2Sync } from 'node:crypto';
import { readFileSync } from 'node:fs';

import { UserError } from '../config/errors';

/** Decrypts one `secure:` value. */
export type Decrypt = (ciphertext: string) => string;

const ITERATIONS = 1_000_000;
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * The passphrase that the Pulumi CLI would use: PULUMI_CONFIG_PASSPHRASE (an empty one counts), else the
 * trimmed content of PULUMI_CONFIG_PASSPHRASE_FILE.
 *
 * @returns undefined when neither is set
 * @throws UserError when the file cannot be read
 */
export function passphraseOf(environment: NodeJS.ProcessEnv): string | undefined {
  const passphrase = environment['PULUMI_CONFIG_PASSPHRASE'];
  if (passphrase !== undefined) return passphrase;
  const file = environment['PULUMI_CONFIG_PASSPHRASE_FILE'];
  if (file === undefined || file === '') return undefined;
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    throw new UserError([`PULUMI_CONFIG_PASSPHRASE_FILE: ${file} cannot be read. Correct or unset it.`]);
  }
}

/**
 * Pulumi's passphrase scheme, version 1: PBKDF2 (SHA-256, a million rounds) and AES-256-GCM.
 *
 * @param salt `encryptionsalt` of the stack file: `v1:<salt>:<"pulumi", encrypted>`
 * @throws UserError when the passphrase is wrong, or the salt not of this form
 */
export function passphraseDecrypter(passphrase: string, salt: string, where: string): Decrypt {
  const [version, encodedSalt = '', ...test] = salt.split(':');
  if (version !== 'v1' || test.length !== 3) {
    throw new UserError([
      `${where}: encryptionsalt is not of the form v1:…; restore it from version control.`,
    ]);
  }
  const key = pbkdf2Sync(passphrase, Buffer.from(encodedSalt, 'base64'), ITERATIONS, KEY_BYTES, 'sha256');
  let proof: string | undefined;
  try {
    proof = decrypt(key, test.join(':'));
  } catch {
    // Another key fails the authentication.
  }
  if (proof !== 'pulumi') {
    throw new UserError([
      `${where}: wrong passphrase. Set PULUMI_CONFIG_PASSPHRASE (or _FILE) to the one of this stack, or unset it to plan with placeholders.`,
    ]);
  }
  return (ciphertext) => decrypt(key, ciphertext);
}

function decrypt(key: Buffer, ciphertext: string): string {
  const [version, encodedNonce = '', encodedData = '', ...rest] = ciphertext.split(':');
  const nonce = Buffer.from(encodedNonce, 'base64');
  const data = Buffer.from(encodedData, 'base64');
  if (version !== 'v1' || rest.length > 0 || nonce.length !== NONCE_BYTES || data.length < TAG_BYTES) {
    throw new Error('not a version 1 ciphertext');
  }
  const decipher = createDecipheriv('aes-256-gcm', key, nonce);
  decipher.setAuthTag(data.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(data.subarray(0, -TAG_BYTES)), decipher.final()]).toString('utf8');
}
