import { z } from 'zod';
import { dnsLabel, hostName, httpUrl, labelMap, objectName } from './common';

export const access = z
  .strictObject({
    exposure: z
      .enum(['none', 'ingress', 'gateway'])
      .describe(
        'How the user interfaces are reached from outside: `none` (port-forward, or something of your own: name the `urls`), `ingress`, or `gateway` (Gateway API HTTPRoutes).',
      ),
    baseDomain: hostName
      .optional()
      .describe('The interfaces live at prometheus., alertmanager. and grafana.<baseDomain>.'),
    urls: z
      .strictObject({
        prometheus: httpUrl.optional().describe('External URL of Prometheus.'),
        alertmanager: httpUrl.optional().describe('External URL of Alertmanager.'),
        grafana: httpUrl.optional().describe('External URL of Grafana.'),
      })
      .describe('External URLs for the links in messages where they do not follow from `baseDomain`.'),
    ingressClassName: z
      .string()
      .min(1)
      .optional()
      .describe('Ingress class, e.g. nginx or alb. Needed by exposure `ingress`.'),
    gateway: z
      .strictObject({
        name: objectName.describe('Name of the Gateway.'),
        namespace: dnsLabel.describe('Namespace of the Gateway.'),
        sectionName: objectName.optional().describe('Listener of the Gateway; default: all that match.'),
      })
      .optional()
      .describe('The Gateway that the HTTPRoutes attach to. Needed by exposure `gateway`.'),
    annotations: labelMap.describe(
      'Annotations on every Ingress (load balancer settings, cert-manager issuer).',
    ),
    tls: z
      .strictObject({
        secretName: objectName
          .optional()
          .describe(
            'TLS Secret in the stack namespace; cert-manager fills it when an annotation names its issuer.',
          ),
        terminatedUpstream: z
          .boolean()
          .describe('TLS ends before the Ingress (an ALB with a certificate of its own, a service mesh).'),
      })
      .describe('Transport encryption of exposed interfaces.'),
    authentication: z
      .strictObject({
        mode: z
          .enum(['none', 'annotations', 'external'])
          .describe(
            'Who guards Prometheus and Alertmanager, which have no login of their own: `none` (they are then never exposed; Grafana is, with its login), `annotations` (the ingress controller authenticates, see below), or `external` (you state that a proxy or gateway policy in front authenticates).',
          ),
        annotations: labelMap.describe(
          'Ingress annotations that switch authentication on, e.g. nginx.ingress.kubernetes.io/auth-url.',
        ),
      })
      .describe('Authentication of Prometheus and Alertmanager.'),
    oidc: z
      .strictObject({
        name: z.string().min(1).describe('Shown on the login button.'),
        authUrl: httpUrl.describe('Authorization endpoint.'),
        tokenUrl: httpUrl.describe('Token endpoint.'),
        apiUrl: httpUrl.describe('User-info endpoint.'),
        clientId: z
          .string()
          .min(1)
          .describe('OAuth client id. The client secret is `observatory:secrets.grafana.oidcClientSecret`.'),
        scopes: z
          .string()
          .min(1)
          .describe('Scopes, separated by spaces, e.g. "openid profile email groups".'),
        roleAttributePath: z
          .string()
          .min(1)
          .describe('JMESPath over the claims that yields Admin, Editor or Viewer.'),
      })
      .optional()
      .describe('Single sign-on for Grafana (generic OAuth).'),
  })
  .describe(
    'How people reach Grafana, Prometheus and Alertmanager. Every link in a message needs their URLs.',
  );
