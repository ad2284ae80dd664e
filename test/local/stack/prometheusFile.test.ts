import { describe, expect, it } from '@jest/globals';
import { alertWaits, localise } from '../../../local/stack/prometheusFile';

describe('a Prometheus configuration on this machine', () => {
  it('reads the rule files that are here', () => {
    const rule_files = ['/etc/prometheus/rules/prometheus-kps-rulefiles-0/*.yaml'];
    const config = localise({ rule_files }, { rulesFolder: '/run/rules', addresses: new Map() });
    expect(config).toEqual({ rule_files: ['/run/rules/*.yaml'] });
  });

  it('replaces whole addresses and nothing that merely contains one', () => {
    const addresses = new Map([['blackbox.observatory.svc:9115', '127.0.0.1:1']]);
    const config = localise(
      {
        scrape_configs: [
          {
            relabel_configs: [{ replacement: 'blackbox.observatory.svc:9115', target_label: '__address__' }],
            note: 'see blackbox.observatory.svc:9115',
          },
        ],
      },
      { rulesFolder: '/r', addresses },
    );
    expect(config['scrape_configs']).toEqual([
      {
        relabel_configs: [{ replacement: '127.0.0.1:1', target_label: '__address__' }],
        note: 'see blackbox.observatory.svc:9115',
      },
    ]);
  });

  it('knows all alerts, no recording rule, and how long each waits', () => {
    const rules = [
      { alert: 'A', expr: '1', for: '5m' },
      { record: 'r', expr: '1' },
      { alert: 'B', expr: '1' },
      { alert: 'OfTwoApplications', expr: '1', for: '1m' },
      { alert: 'OfTwoApplications', expr: '2', for: '5m' },
    ];
    expect([...alertWaits([{ groups: [{ rules }] }])]).toEqual([
      ['A', '5m'],
      ['B', ''],
      ['OfTwoApplications', ''],
    ]);
  });
});
