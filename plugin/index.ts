export { Observatory, type ObservatoryArgs } from '../observatory';
export type { InterfaceUrls, SecretNames } from '../outputs';
