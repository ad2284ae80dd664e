import { isObject, type Json, type JsonObject } from './json';
import { wireSecret } from './wire';

/** What a provider would answer: the physical identifier and the state, in Pulumi's wire form. */
export interface MockState {
  readonly id: string;
  readonly state: JsonObject;
}

/**
 * The state of a custom resource as far as it is known without its provider: its inputs, plus those
 * computed outputs that programs of this kind pass on. A computed output without a value here would
 * silently vanish from whatever depends on it.
 *
 * @param raw inputs in wire form (secrets still marked)
 */
export function mockState(type: string, name: string, raw: JsonObject): MockState {
  if (type.startsWith('random:')) return randomState(type, name, raw);
  if (type === 'kubernetes:helm.sh/v3:Release') return releaseState(name, raw);
  if (type.startsWith('kubernetes:')) return kubernetesState(name, raw);
  // PagerDuty makes the key. Its provider does not mark it secret, so whether it is shows in the options.
  if (type === 'pagerduty:index/serviceIntegration:ServiceIntegration') {
    return { id: `<id of ${name}>`, state: { integrationKey: `<generated key of ${name}>`, ...raw } };
  }
  return { id: `<id of ${name}>`, state: { arn: `<arn of ${name}>`, ...raw } };
}

function randomState(type: string, name: string, raw: JsonObject): MockState {
  const result = `<generated ${name}>`;
  if (type !== 'random:index/randomPassword:RandomPassword') {
    const computed = { result, hex: result, b64Url: result, b64Std: result, dec: result };
    return { id: result, state: { ...computed, ...raw } };
  }
  const bcryptHash = `<bcrypt hash of generated ${name}>`;
  return { id: 'none', state: { ...raw, result: wireSecret(result), bcryptHash: wireSecret(bcryptHash) } };
}

function releaseState(name: string, raw: JsonObject): MockState {
  const releaseName = text(raw['name']) ?? generatedName(name);
  const namespace = text(raw['namespace']) ?? 'default';
  const status = { name: releaseName, namespace, status: 'deployed', version: text(raw['version']) ?? '' };
  return {
    id: `${namespace}/${releaseName}`,
    state: { ...raw, name: releaseName, namespace, status, resourceNames: {} },
  };
}

function kubernetesState(name: string, raw: JsonObject): MockState {
  const metadata = isObject(raw['metadata']) ? raw['metadata'] : {};
  const objectName = text(metadata['name']) ?? generatedName(name);
  const namespace = text(metadata['namespace']);
  return {
    id: namespace === undefined ? objectName : `${namespace}/${objectName}`,
    state: { ...raw, metadata: { ...metadata, name: objectName } },
  };
}

/** The provider appends eight random characters to a name that the program leaves open. */
function generatedName(name: string): string {
  return `${name}-xxxxxxxx`;
}

function text(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
