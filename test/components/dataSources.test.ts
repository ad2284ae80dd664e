import { expect, test } from '@jest/globals';
import { dataSourceFile } from '../../components/grafana/dataSources';

const url = 'http://store.example.svc';

test('no store, no data source', () => {
  expect(dataSourceFile({})).toBeUndefined();
});

test('stores are data sources with the uids that links use, and not the default', () => {
  expect(
    dataSourceFile({
      logs: { kind: 'elasticsearch', url, index: 'logs-shop', serviceField: 'service.name' },
      traces: { kind: 'jaeger', url },
    }),
  ).toEqual({
    apiVersion: 1,
    datasources: [
      {
        name: 'Logs',
        type: 'elasticsearch',
        uid: 'logs',
        url,
        access: 'proxy',
        isDefault: false,
        editable: false,
        jsonData: {
          index: 'logs-shop',
          timeField: '@timestamp',
          logMessageField: 'message',
          logLevelField: 'level',
        },
      },
      {
        name: 'Traces',
        type: 'jaeger',
        uid: 'traces',
        url,
        access: 'proxy',
        isDefault: false,
        editable: false,
      },
    ],
  });
});
