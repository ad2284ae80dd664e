import { z } from 'zod';
import { dnsLabel, labelMap, objectName, text } from './common';

export const cluster = z
  .strictObject({
    name: dnsLabel.describe(
      'Name of the cluster. Stamped on every series and alert as label `cluster`. A new name begins new series; nothing is replaced.',
    ),
    environment: dnsLabel.describe(
      'Stamped on every series and alert as label `environment`, e.g. dev or prod.',
    ),
    platform: z
      .enum(['generic', 'eks'])
      .describe(
        'Kubernetes flavour. `eks` switches the control-plane targets that a managed cluster hides off, together with their rules, and asks for a storage class (EKS has no default one since 1.30).',
      ),
    context: z
      .string()
      .min(1)
      .optional()
      .describe('Context in the kubeconfig. Only this one is ever used, whatever the current context is.'),
    uid: text(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'the uid of a namespace')
      .optional()
      .describe(
        'Uid of the namespace kube-system, which no other cluster has: `kubectl get namespace kube-system -o jsonpath={.metadata.uid}`. With it, `pulumi up` and `verify` refuse any other cluster, also one that a kubeconfig calls by the same name.',
      ),
    eks: z
      .strictObject({
        clusterName: z.string().min(1).describe('Name of the EKS cluster in AWS.'),
        region: text(/^[a-z]{2}(-[a-z]+)+-[0-9]$/, 'an AWS region such as eu-central-1').describe(
          'AWS region of the cluster.',
        ),
        profile: z.string().min(1).optional().describe('AWS profile; default: the ambient credentials.'),
      })
      .optional()
      .describe(
        'Instead of `context`: endpoint and certificate are read from AWS by name and region, so no kubeconfig can point elsewhere.',
      ),
  })
  .describe('Which cluster this stack is for. One stack per cluster.');

export const crds = z
  .enum(['install', 'adopt', 'existing'])
  .describe(
    'Prometheus-operator CRDs: `install` them (empty cluster), `adopt` those that are there into our release, or rely on `existing` ones that somebody else upgrades.',
  );

export const storage = z
  .strictObject({
    className: z
      .string()
      .min(1)
      .optional()
      .describe("StorageClass of every volume. Without it the cluster's default class is used."),
  })
  .describe('Volumes. Data is kept when a stack is destroyed.');

export const scheduling = z
  .strictObject({
    nodeSelector: labelMap.describe('Node labels that every pod of the stack asks for.'),
    tolerations: z
      .array(
        z
          .strictObject({
            key: z.string().optional().describe('Key of the taint; none with operator Exists: every taint.'),
            operator: z
              .enum(['Equal', 'Exists'])
              .optional()
              .describe('How the taint is compared; default: Equal.'),
            value: z.string().optional().describe('Value of the taint, with operator Equal.'),
            effect: z
              .enum(['NoSchedule', 'PreferNoSchedule', 'NoExecute'])
              .optional()
              .describe('Effect of the taint; default: all of them.'),
            tolerationSeconds: z
              .int()
              .min(0)
              .max(31_536_000)
              .optional()
              .describe('With effect NoExecute: how long a pod stays; default: for ever.'),
          })
          .superRefine((toleration, context) => {
            const { operator, key, value, effect, tolerationSeconds } = toleration;
            const fault = (path: keyof typeof toleration, message: string) => {
              context.addIssue({ code: 'custom', path: [path], message });
            };
            if (operator === 'Exists' && value !== undefined)
              fault('value', 'means nothing to operator Exists; remove it, or write operator Equal');
            if (operator !== 'Exists' && (key ?? '') === '')
              fault('key', 'is missing; write the key of the taint, or operator Exists for every taint');
            if (tolerationSeconds !== undefined && effect !== 'NoExecute')
              fault('tolerationSeconds', 'needs effect NoExecute; write that, or remove it');
          }),
      )
      .describe(
        'Tolerations of every pod of the stack (Kubernetes syntax). A list: a stack replaces it whole.',
      ),
    priorityClassName: z
      .string()
      .min(1)
      .optional()
      .describe('PriorityClass of Prometheus and Alertmanager, so that they outlive what they watch.'),
  })
  .describe('Where the pods of the stack run; node-exporter runs on every node all the same.');

export const chartSettings = z
  .strictObject({
    mirror: text(
      /^(oci:\/\/[^\s]*[^\s/]|\.{0,2}\/[^\s]*[^\s/]|[^\s:/]([^\s:]*[^\s:/])?)$/,
      'oci://registry/path or a folder of chart archives, without a trailing slash',
    )
      .optional()
      .describe(
        'Where charts come from instead of their public registries: an OCI prefix (`oci://registry.example.com/charts`) or a folder with `<chart>-<version>.tgz` archives, relative to Pulumi.yaml.',
      ),
    timeoutSeconds: z
      .int()
      .min(60)
      .max(7200)
      .describe('How long a release may take to become ready before the update fails.'),
  })
  .describe('How charts are fetched and installed.');

export const imageSettings = z
  .strictObject({
    registry: text(
      /^[^\s/:]+(:[0-9]+)?(\/[^\s]*[^\s/])?$/,
      'a registry host, with a path if need be, without https:// and trailing slash',
    )
      .optional()
      .describe('Registry that mirrors every image (air-gapped clusters); replaces the host of each image.'),
    pullSecrets: z
      .array(objectName)
      .describe('Names of existing image pull Secrets in the stack namespaces.'),
  })
  .describe('Where images come from.');
