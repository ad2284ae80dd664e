import { reliedUpon, type OwnedValues } from './model';

const used = reliedUpon('the stack makes or watches objects of this kind');

/** Values of prometheus-operator-crds. */
export const crds: OwnedValues = {
  crds: {
    ...Object.fromEntries(
      [
        'alertmanagerconfigs',
        'alertmanagers',
        'podmonitors',
        'probes',
        'prometheuses',
        'prometheusrules',
        'scrapeconfigs',
        'servicemonitors',
      ].map((kind) => [kind, { enabled: used }]),
    ),
    annotations: {
      'helm.sh/resource-policy': reliedUpon('deleting a CRD deletes every object of its kind'),
    },
  },
};
