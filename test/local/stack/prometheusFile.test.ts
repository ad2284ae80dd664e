import { describe, expect, it } from '@jest/globals';
import { alertNames, localise } from '../../../local/stack/prometheusFile';

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

  it('knows the names of all alerts, and of no recording rule', () => {
    const file = {
      groups: [
        {
          rules: [
            { alert: 'A', expr: '1' },
            { record: 'r', expr: '1' },
          ],
        },
      ],
    };
    expect([...alertNames([file, file])]).toEqual(['A']);
  });
});
