import type { exported } from '../../signals/exporter';
import { select } from '../../signals/signal';
import { exportersUp } from '../../signals/targets';
import type { AlertRule } from '../model';
import { atLeastTwoSamples, minutes, minutesText } from '../text';
import type { Place } from './model';

/** Servers of which an exporter says whether they answer. */
interface Servers {
  /** CamelCase start of the alert's name: `PostgresqlDown`. */
  readonly alert: `${string}Down`;
  /** For people: `PostgreSQL`. */
  readonly product: string;
  readonly up: ReturnType<typeof exported>;
  /** What users feel when none answers; a sentence. */
  readonly impact: string;
  readonly alerts: {
    readonly down: { readonly minimumServers: number; readonly forMinutes: number };
    readonly serverDown: { readonly forMinutes: number };
  };
}

/** Too few servers answer; or one of several does not. */
export const serverRules = (
  { alert: name, product, up, impact, alerts }: Servers,
  { alert, of, shown, scrapeSeconds }: Place,
): AlertRule[] => {
  const { down, serverDown } = alerts;
  const needed = String(down.minimumServers);
  const answers = select(up, of);
  return [
    alert({
      alert: name,
      expr: `sum(${answers}) < ${needed}`,
      for: atLeastTwoSamples(down.forMinutes, scrapeSeconds),
      priority: 'P1',
      summary: `${shown}: {{ if $value }}only {{ $value }} of ${needed} needed ${product} servers answer{{ else }}no ${product} server answers{{ end }}`,
      description: `The exporter runs, but has not been able to read {{ if $value }}enough servers{{ else }}any server{{ end }} of ${product} for more than ${minutesText(down.forMinutes)}. ${impact}`,
    }),
    alert({
      alert: 'DependencyServerDown',
      expr: `count(${answers} == 0) and on () sum(${answers}) >= ${needed}`,
      for: atLeastTwoSamples(serverDown.forMinutes, scrapeSeconds),
      priority: 'P3',
      summary: `${shown}: {{ $value }} ${product} servers do not answer, the others do`,
      description: `{{ $value }} of the ${product} servers have not answered for more than ${minutesText(serverDown.forMinutes)}. The others carry on, with less capacity and fewer to take over.`,
    }),
  ];
};

/** Every exporter answers, and what it sees are followers without a leader. */
export const primaryRule = (
  product: string,
  /** Condition that every server that answers is a replica; false where that is not known. */
  onlyReplicas: string,
  forMinutes: number,
  { alert, of, shown }: Place,
): AlertRule =>
  alert({
    alert: 'DependencyWithoutPrimary',
    // A primary whose exporter fails is not gone.
    expr: `(${onlyReplicas}) and on () min(${exportersUp(of.application, of.dependency)}) == 1`,
    for: minutes(forMinutes),
    priority: 'P1',
    summary: `${shown}: no ${product} server is the primary`,
    description: `Every ${product} server that answers has been a replica for more than ${minutesText(forMinutes)}: a failover has not ended. Reads work, and every write fails.`,
  });
