import type { Json, JsonObject } from './json';

/** Answers one provider function: arguments in, result out. */
export type Invoke = (args: JsonObject) => JsonObject;

/**
 * The provider functions that a program may call while nothing is deployed, each with a placeholder
 * answer of the real shape. Any other call fails: a silent empty answer would make a wrong plan.
 */
export const KNOWN_INVOKES: Readonly<Record<string, Invoke>> = {
  'aws:eks/getCluster:getCluster': ({ name = 'cluster' }) => ({
    id: name,
    name,
    arn: `arn:aws:eks:<region>:<account>:cluster/${text(name)}`,
    endpoint: `https://<endpoint of ${text(name)}>`,
    certificateAuthorities: [{ data: '<certificate authority>' }],
    identities: [{ oidcs: [{ issuer: `https://<issuer of ${text(name)}>` }] }],
  }),
  'aws:index/getCallerIdentity:getCallerIdentity': () => ({
    id: '<account>',
    accountId: '<account>',
    arn: 'arn:aws:iam::<account>:<caller>',
    userId: '<user>',
  }),
  'aws:index/getRegion:getRegion': ({ region = '<region>' }) => ({
    id: region,
    name: region,
    region,
    description: region,
    endpoint: `ec2.${text(region)}.amazonaws.com`,
  }),
  'pagerduty:index/getUser:getUser': ({ email = '<e-mail>' }) => ({
    id: `<PagerDuty user ${text(email)}>`,
    email,
    name: text(email),
  }),
  'aws:index/getPartition:getPartition': () => ({ id: 'aws', partition: 'aws', dnsSuffix: 'amazonaws.com' }),
};

function text(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
