import {
  counter,
  gauge,
  histogram,
  load,
  type Instance,
  type Labels,
  type Series,
} from '../../rules/quietDay/day';
import { noise } from './noise';

/** What applications say beside what alerts read: further routes, and figures of the business. */

const catalogue: Labels = { application: 'catalogue', namespace: 'shop', team: 'shop' };
const lasting: readonly Instance[] = [{ instance: 'first', from: 0, to: Infinity }];

const route = (path: string, peak: number): Series[] => {
  const perMinute = (minute: number): number => peak * load(minute);
  return [
    ...counter('catalogue_requests_total', { ...catalogue, code: '200', route: path }, lasting, perMinute),
    ...counter(
      'catalogue_requests_total',
      { ...catalogue, code: '500', route: path },
      lasting,
      perMinute,
      0.0025,
    ),
    ...histogram('catalogue_request_seconds', { ...catalogue, handler: path }, lasting, perMinute, {
      '0.1': 0.8,
      '0.5': 0.99,
      '1.0': 0.999,
    }),
  ];
};

const planner: Labels = { application: 'planner', namespace: 'plan', team: 'shop', instance: 'only' };

const figures = (): Series[] => [
  gauge('monthly_active_users', planner, (minute) =>
    Math.round(8_200 + 0.3 * minute + 30 * noise(minute, 1)),
  ),
  gauge('mrr_euros', planner, (minute) => Math.round(41_300 + 1.2 * minute + 60 * noise(minute, 2))),
  gauge('ltv_euros', planner, (minute) => 684 + 4 * noise(minute, 3)),
  gauge('first_plan_seconds', planner, (minute) => 340 + 90 * noise(minute, 4)),
];

export const shop = (): Series[] => [
  ...route('/items/:id', 150),
  ...route('/search', 95),
  ...route('/cart', 40),
  ...route('/checkout', 12),
  ...figures(),
];
