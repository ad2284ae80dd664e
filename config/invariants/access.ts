import { externalUrls } from '../urls';
import type { AccessConfig } from '../schema/stack';
import { inProduction, type Invariant } from './model';

const missing = (what: string): string => `is missing; ${what}`;

interface Conditional {
  readonly key: string;
  readonly isSaid: (access: AccessConfig) => boolean;
  /** The kinds of exposure that look at it. */
  readonly readBy: readonly AccessConfig['exposure'][];
}

const conditional: readonly Conditional[] = [
  {
    key: 'baseDomain',
    isSaid: ({ baseDomain }) => baseDomain !== undefined,
    readBy: ['ingress', 'gateway'],
  },
  {
    key: 'ingressClassName',
    isSaid: ({ ingressClassName }) => ingressClassName !== undefined,
    readBy: ['ingress'],
  },
  { key: 'gateway', isSaid: ({ gateway }) => gateway !== undefined, readBy: ['gateway'] },
  {
    key: 'annotations',
    isSaid: ({ annotations }) => Object.keys(annotations).length > 0,
    readBy: ['ingress'],
  },
  { key: 'tls.secretName', isSaid: ({ tls }) => tls.secretName !== undefined, readBy: ['ingress'] },
  { key: 'tls.terminatedUpstream', isSaid: ({ tls }) => tls.terminatedUpstream, readBy: ['ingress'] },
];

const idleKeys = (access: AccessConfig): string[] =>
  conditional
    .filter(({ isSaid, readBy }) => isSaid(access) && !readBy.includes(access.exposure))
    .map(({ key }) => `access.${key}`);

const listed = (keys: readonly string[]): string =>
  keys.length < 2 ? keys.join('') : `${keys.slice(0, -1).join(', ')} and ${keys.slice(-1).join('')}`;

const exposureFor = (access: AccessConfig): string =>
  access.gateway !== undefined && access.ingressClassName === undefined ? 'gateway' : 'ingress';

export const accessInvariants: readonly Invariant[] = [
  {
    holds: 'nothing is said about an exposure that is not chosen',
    key: 'access.exposure',
    fault: ({ access }) => {
      const idle = idleKeys(access);
      if (idle.length === 0) return undefined;
      const wanted = exposureFor(access);
      const change = wanted === access.exposure ? '' : `write "${wanted}", or `;
      return `"${access.exposure}" makes no use of ${listed(idle)}; ${change}remove ${idle.length === 1 ? 'it' : 'them'}`;
    },
  },
  {
    holds: 'exposed interfaces have a domain',
    key: 'access.baseDomain',
    fault: ({ access }) =>
      access.exposure === 'none' || access.baseDomain !== undefined
        ? undefined
        : missing(
            `access.exposure is "${access.exposure}": write the domain under which grafana.<domain> is reached`,
          ),
  },
  {
    holds: 'an ingress has a class',
    key: 'access.ingressClassName',
    fault: ({ access }) =>
      access.exposure !== 'ingress' || access.ingressClassName !== undefined
        ? undefined
        : missing('write the ingress class of the cluster (kubectl get ingressclass)'),
  },
  {
    holds: 'a gateway is named',
    key: 'access.gateway',
    fault: ({ access }) =>
      access.exposure !== 'gateway' || access.gateway !== undefined
        ? undefined
        : missing('write name and namespace of the Gateway (kubectl get gateway -A)'),
  },
  {
    holds: 'an ingress is encrypted',
    key: 'access.tls',
    fault: ({ access }) =>
      access.exposure !== 'ingress' || access.tls.secretName !== undefined || access.tls.terminatedUpstream
        ? undefined
        : 'the interfaces would be served in plain HTTP; write tls.secretName, or tls.terminatedUpstream true where a load balancer encrypts',
  },
  {
    holds: 'authentication by annotations has annotations and an ingress to carry them',
    key: 'access.authentication.annotations',
    fault: ({ access }) => {
      if (access.authentication.mode !== 'annotations') return undefined;
      if (access.exposure !== 'ingress') {
        return `need an ingress to stand on, and access.exposure is "${access.exposure}"; write exposure "ingress", or authentication.mode "external" if something else authenticates`;
      }
      return Object.keys(access.authentication.annotations).length > 0
        ? undefined
        : 'are empty although authentication.mode is "annotations"; write what your ingress controller needs, for instance nginx.ingress.kubernetes.io/auth-url';
    },
  },
  {
    holds: 'annotations for authentication are given where annotations authenticate',
    key: 'access.authentication.annotations',
    fault: ({ access: { authentication } }) =>
      authentication.mode === 'annotations' || Object.keys(authentication.annotations).length === 0
        ? undefined
        : `stand idle, because authentication.mode is "${authentication.mode}"; write mode "annotations", or remove them`,
  },
  ...(['grafana', 'prometheus', 'alertmanager'] as const).map((app): Invariant => ({
    holds: `production names an encrypted external URL of ${app.charAt(0).toUpperCase()}${app.slice(1)}`,
    key: `access.urls.${app}`,
    fault: (config) => {
      if (!inProduction(config) || (app === 'grafana' && !config.grafana.enabled)) return undefined;
      const url = externalUrls(config.access)[app];
      if (url === undefined) {
        return missing(
          `links in messages need it: write the https:// URL, or expose it with access.exposure and access.baseDomain${app === 'grafana' ? '' : `, and an access.authentication.mode other than "none" (${app} has no login of its own)`}`,
        );
      }
      return url.startsWith('https://') ? undefined : `"${url}" is not encrypted; write an https:// URL`;
    },
  })),
];
