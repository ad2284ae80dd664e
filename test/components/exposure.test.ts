import { expect, test } from '@jest/globals';
import { exposureValues } from '../../components/exposure';
import type { PlainObject } from '../../config/merge';
import { interfaces } from '../../config/urls';
import { production, stackConfig } from '../support/configs';

const prod = (changes: PlainObject = {}) => stackConfig(changes, production);

/** The `ingress` values of an interface. */
const ingressOf = (config: ReturnType<typeof prod>, app: (typeof interfaces)[number]): PlainObject =>
  (exposureValues(config, app)['ingress'] ?? {}) as PlainObject;

const hosts = ['prometheus.o11y.example.com', 'alertmanager.o11y.example.com', 'grafana.o11y.example.com'];

test.each(interfaces)(
  'the Ingress of %s asks for a certificate of all hosts, because they share its Secret',
  (app) => {
    expect(ingressOf(prod(), app)).toMatchObject({
      hosts: [`${app}.o11y.example.com`],
      tls: [{ hosts, secretName: 'o11y-tls' }],
    });
  },
);

test('a certificate names no host that nobody serves', () => {
  const guarded = prod({ grafana: { enabled: false } });
  expect(ingressOf(guarded, 'prometheus')['tls']).toEqual([
    { hosts: hosts.slice(0, 2), secretName: 'o11y-tls' },
  ]);
});

test.each(interfaces)('the Ingress of %s takes every path below the root, whatever the controller', (app) => {
  expect(ingressOf(prod(), app)).toMatchObject({ pathType: 'Prefix' });
});

test('authentication annotations stand on Prometheus and Alertmanager, which have no login, and not on Grafana', () => {
  const guarded = interfaces.filter(
    (app) => 'nginx.ingress.kubernetes.io/auth-url' in (ingressOf(prod(), app)['annotations'] as PlainObject),
  );
  expect(guarded).toEqual(['prometheus', 'alertmanager']);
});

test('without anything that authenticates, only Grafana is exposed', () => {
  const open = stackConfig({
    access: {
      exposure: 'ingress',
      baseDomain: 'o11y.example.com',
      ingressClassName: 'nginx',
      tls: { secretName: 'o11y-tls' },
    },
  });
  expect(interfaces.filter((app) => 'ingress' in exposureValues(open, app))).toEqual(['grafana']);
  expect(ingressOf(open, 'grafana')['tls']).toEqual([
    { hosts: ['grafana.o11y.example.com'], secretName: 'o11y-tls' },
  ]);
});
