import { describe, expect, test } from '@jest/globals';
import { mergeLayers, type PlainObject } from '../../config/merge';
import { externalUrls, hostOf, interfaces, isExposed, linkUrls } from '../../config/urls';
import { production, relaxed } from '../support/configs';
import { resolveConfig } from '../../config/resolve';

const access = (changes: PlainObject, base: PlainObject = relaxed) =>
  resolveConfig(mergeLayers(base, { guardrails: 'relaxed', access: changes })).access;

const ingress = {
  exposure: 'ingress',
  baseDomain: 'o11y.example.com',
  ingressClassName: 'nginx',
  tls: { secretName: 'tls' },
};
const gateway = {
  exposure: 'gateway',
  baseDomain: 'o11y.example.com',
  gateway: { name: 'g', namespace: 'g' },
};
const annotations = { mode: 'annotations', annotations: { a: 'b' } };

describe('what is exposed follows from the exposure and who authenticates', () => {
  test.each<[string, PlainObject, readonly string[]]>([
    ['nothing', {}, []],
    ['nothing, whoever authenticates', { authentication: { mode: 'external' } }, []],
    ['ingress without authentication', ingress, ['grafana']],
    [
      'ingress with annotations',
      { ...ingress, authentication: annotations },
      ['prometheus', 'alertmanager', 'grafana'],
    ],
    [
      'ingress behind a proxy',
      { ...ingress, authentication: { mode: 'external' } },
      ['prometheus', 'alertmanager', 'grafana'],
    ],
    ['gateway without authentication', gateway, ['grafana']],
    [
      'gateway with a policy',
      { ...gateway, authentication: { mode: 'external' } },
      ['prometheus', 'alertmanager', 'grafana'],
    ],
  ])('%s', (_, changes, exposed) => {
    const config = access(changes);
    expect(interfaces.filter((app) => isExposed(config, app))).toEqual(exposed);
    for (const app of interfaces) {
      const host = exposed.includes(app) ? `${app}.o11y.example.com` : undefined;
      expect(hostOf(config, app)).toBe(host);
      expect(externalUrls(config)[app]).toBe(host === undefined ? undefined : `https://${host}`);
    }
  });
});

test('a stated URL wins, without its trailing slashes', () => {
  const urls = { grafana: 'https://grafana.example.com/o11y//' };
  expect(externalUrls(access({ ...ingress, urls })).grafana).toBe('https://grafana.example.com/o11y');
  expect(externalUrls(access({ urls })).grafana).toBe('https://grafana.example.com/o11y');
});

test('links fall back on the address inside the cluster', () => {
  expect(linkUrls(access({}))).toEqual({
    prometheus: 'http://kps-prometheus.observatory.svc:9090',
    alertmanager: 'http://kps-alertmanager.observatory.svc:9093',
    grafana: 'http://kps-grafana.observatory.svc:80',
  });
  expect(linkUrls(access({}, production))).toEqual({
    prometheus: 'https://prometheus.o11y.example.com',
    alertmanager: 'https://alertmanager.o11y.example.com',
    grafana: 'https://grafana.o11y.example.com',
  });
});
