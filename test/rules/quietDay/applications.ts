import {
  counter,
  gauge,
  histogram,
  lasting,
  lastMinute,
  load,
  lostScrape,
  marketHours,
  processes,
  replaced,
  scaledToZero,
  within,
  type Instance,
  type Labels,
  type Series,
} from './day';

const of = (application: string, namespace: string): Labels => ({ application, namespace, team: 'shop' });

interface Web {
  readonly labels: Labels;
  readonly instances: readonly Instance[];
  /** Requests per minute at the busiest time. */
  readonly peak: number;
  readonly requests: string;
  readonly status: string;
  readonly duration: string;
  /** Further labels of a route. */
  readonly routes?: readonly [requests: Labels, duration: Labels];
}

/** One request in 5,000 fails, one in 100 takes longer than half a second. */
const web = ({ labels, instances, peak, requests, status, duration, routes = [{}, {}] }: Web): Series[] => {
  const perMinute = (minute: number): number => peak * load(minute);
  return [
    ...counter(requests, { ...labels, [status]: '200', ...routes[0] }, instances, perMinute, 0.9998),
    ...counter(requests, { ...labels, [status]: '500', ...routes[0] }, instances, perMinute, 0.0002),
    ...histogram(duration, { ...labels, ...routes[1] }, instances, perMinute, {
      '0.1': 0.8,
      '0.5': 0.99,
      '1.0': 0.999,
      '30.0': 1,
    }),
  ];
};

const probes = (application: string): Series[] =>
  ['health', 'page'].flatMap((probe) => {
    const labels = { ...of(application, 'shop'), probe, job: 'blackbox', instance: probe };
    return [
      gauge('probe_success', labels, () => 1),
      // promtool's clock starts at 0. Renewed at noon, a third of 90 days before its end.
      gauge('probe_ssl_earliest_cert_expiry', labels, (minute) => (minute < 720 ? 30.5 : 90.5) * 86_400),
    ];
  });

const standard = {
  requests: 'http_requests_total',
  status: 'status',
  duration: 'http_request_duration_seconds',
};

const api = (): Series[] => {
  const labels = of('api', 'shop');
  return [
    ...processes(labels, replaced),
    ...web({ labels, instances: replaced, peak: 1_200, ...standard }),
    ...probes('api'),
  ];
};

/** Scaled to zero in the afternoon: its instance ends and another one begins. */
const catalogue = (): Series[] => {
  const labels = of('catalogue', 'shop');
  const instances: readonly Instance[] = [
    { instance: 'first', from: 0, to: scaledToZero.from },
    { instance: 'second', from: scaledToZero.to, to: Infinity },
  ];
  return [
    ...processes(labels, instances),
    ...web({
      labels,
      instances,
      peak: 60,
      requests: 'catalogue_requests_total',
      status: 'code',
      duration: 'catalogue_request_seconds',
      routes: [{ route: '/items' }, { handler: '/items' }],
    }),
  ];
};

const pdf = (labels: Labels, instances: readonly Instance[]): Series[] => {
  const perMinute = (minute: number): number => 2 * load(minute);
  return [
    ...counter('pdf_reports_total', labels, instances, perMinute),
    ...counter('pdf_failures_total', labels, instances, perMinute, 0.003),
    ...histogram('pdf_seconds', labels, instances, perMinute, {
      '1.0': 0.2,
      '5.0': 0.7,
      '30.0': 0.99,
      '60.0': 1,
    }),
  ];
};

const simulations = (labels: Labels, instances: readonly Instance[]): Series[] =>
  [
    ['done', 0.997],
    ['failed', 0.002],
    ['timeout', 0.001],
  ].flatMap(([status, share]) =>
    counter(
      'simulations_total',
      { ...labels, status: String(status) },
      instances,
      (minute) => 10 * load(minute),
      Number(share),
    ),
  );

/** An update every two minutes. */
const updated = (minute: number): number => 120 * Math.floor(minute / 2);

const unlessLost =
  (value: (minute: number) => number) =>
  (minute: number): number | undefined =>
    minute === lostScrape ? undefined : value(minute);

const fund = (): Series[] => {
  const labels = of('fund', 'fund');
  return [
    ...processes(labels, replaced),
    ...web({ labels, instances: replaced, peak: 300, ...standard }),
    ...pdf(labels, replaced),
    ...simulations(labels, replaced),
    gauge('prices_updated_seconds', { ...labels, instance: 'importer' }, unlessLost(updated)),
  ];
};

const ledger = (): Series[] => processes(of('ledger', 'ledger'), lasting);

/** The last update before the market closed, or of two minutes ago. */
const marketUpdate = (minute: number): number =>
  within(minute, marketHours) ? updated(minute) : minute < marketHours.from ? 0 : updated(marketHours.to - 1);

const planner = (): Series[] => {
  const labels = of('planner', 'plan');
  const own = { ...labels, instance: 'only' };
  const perMinute = (peak: number) => (minute: number) => peak * load(minute);
  const events = (metric: string, peak: number, further: Labels = {}, share = 1): Series[] =>
    counter(metric, { ...labels, ...further }, lasting, perMinute(peak), share);
  const steady = (metric: string, value: number, further: Labels = {}): Series =>
    gauge(
      metric,
      { ...own, ...further },
      unlessLost(() => value),
    );
  return [
    ...processes(labels, lasting),
    ...web({ labels, instances: lasting, peak: 200, ...standard }),
    ...pdf(labels, lasting),
    ...simulations(labels, lasting),
    gauge('prices_updated_seconds', own, unlessLost(marketUpdate)),
    gauge(
      'market_open',
      own,
      unlessLost((minute) => Number(within(minute, marketHours))),
    ),
    gauge(
      'rates_updated_seconds',
      { ...own, kind: 'spot' },
      unlessLost((minute) => 1_800 * Math.floor(minute / 30)),
    ),
    steady('accounts', 9_000, { tier: 'free' }),
    steady('accounts', 900, { tier: 'basic' }),
    steady('accounts', 90, { tier: 'premium' }),
    gauge(
      'active_users',
      own,
      unlessLost((minute) => 3_000 + minute / 10),
    ),
    steady('all_users', 10_000),
    steady('lost_users', 100),
    steady('model_accuracy', 0.93),
    ...events('analyses_total', 30, { kind: 'full' }),
    ...events('analyses_total', 60, { kind: 'short' }),
    ...events('orders_total', 20),
    ...events('visits_total', 100),
    ...events('registrations_total', 5),
    ...events('recommendations_total', 20, { result: 'accepted' }, 0.4),
    ...events('recommendations_total', 20, { result: 'declined' }, 0.6),
  ];
};

const broker = (): Series[] => {
  const labels = of('broker', 'shop');
  const own = { ...labels, instance: 'only' };
  const calls = (api: string, peak: number): Series[] =>
    [
      ['ok', 0.997],
      ['error', 0.002],
      ['timeout', 0.001],
    ].flatMap(([result, share]) =>
      counter(
        'api_calls_total',
        { ...labels, api, result: String(result) },
        lasting,
        (minute) => peak * load(minute),
        Number(share),
      ),
    );
  return [
    ...processes(labels, lasting),
    ...calls('quotes', 60),
    ...calls('news', 10),
    ...calls('rates', 5),
    ...histogram(
      'api_call_duration_seconds',
      { ...labels, api: 'quotes' },
      lasting,
      (minute) => 60 * load(minute),
      {
        '0.5': 0.7,
        '1.0': 0.9,
        '5.0': 0.99,
        '10.0': 1,
      },
    ),
    ...histogram(
      'api_call_duration_seconds',
      { ...labels, api: 'news' },
      lasting,
      (minute) => 10 * load(minute),
      {
        '1.0': 0.9,
        '5.0': 0.99,
      },
    ),
    gauge(
      'quotes_limit',
      own,
      unlessLost(() => 50_000),
    ),
    gauge(
      'quotes_used',
      own,
      unlessLost((minute) => Math.floor((30_000 * minute) / lastMinute)),
    ),
    gauge(
      'news_remaining',
      own,
      unlessLost((minute) => 1_000 - Math.floor((700 * minute) / lastMinute)),
    ),
    gauge(
      'breaker_state',
      { ...own, api: 'quotes' },
      unlessLost(() => 0),
    ),
    ...counter('payments_total', { ...labels, result: 'paid' }, lasting, (minute) => 4 * load(minute), 0.999),
    ...counter(
      'payments_total',
      { ...labels, result: 'failed' },
      lasting,
      (minute) => 4 * load(minute),
      0.001,
    ),
  ];
};

export const applications = (): Series[] => [
  ...api(),
  ...catalogue(),
  ...fund(),
  ...ledger(),
  ...planner(),
  ...broker(),
];
