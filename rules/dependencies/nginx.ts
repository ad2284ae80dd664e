import type { DependencyOf } from '../../config/schema/dependency';
import { acceptedConnections, activeConnections, handledConnections, nginxUp } from '../../signals/nginx';
import { number, ratio } from '../../signals/promql';
import { select, type Signal } from '../../signals/signal';
import { grown } from '../counted';
import type { AlertRule, RecordingRule } from '../model';
import { minutes, minutesText } from '../text';
import type { Place } from './model';
import { serverRules } from './servers';

/** Alerts on what the exporter of NGINX says. */
export const nginxRules = (
  { alerts, maxConnections }: DependencyOf<'nginx'>,
  place: Place,
): (AlertRule | RecordingRule)[] => {
  const { alert, of, shown, scrapeSeconds } = place;
  const within = (counter: Signal): string => `sum(${grown(select(counter, of), 300, scrapeSeconds)})`;
  const { droppedConnections, connections } = alerts;
  return [
    ...serverRules(
      {
        alert: 'NginxDown',
        product: 'NGINX',
        up: nginxUp,
        impact: 'Nobody gets through it.',
        alerts,
      },
      place,
    ),
    alert({
      alert: 'NginxConnectionsDropped',
      expr: `${within(acceptedConnections)} - on () ${within(handledConnections)} > ${number(droppedConnections.per5Minutes)}`,
      for: '0s',
      priority: 'P2',
      summary: `${shown}: {{ $value }} connections were dropped within 5 minutes`,
      description: `NGINX accepted {{ $value }} connections within 5 minutes and closed them unserved, because worker_connections or the open files of the system did not suffice; ${number(droppedConnections.per5Minutes)} are normal.`,
    }),
    ...(maxConnections === undefined
      ? []
      : [
          alert({
            alert: 'NginxConnectionsHigh',
            expr: `max(${select(activeConnections, of)}) / ${number(maxConnections)} > ${ratio(connections.usedPercent)}`,
            for: minutes(connections.forMinutes),
            priority: 'P2',
            summary: `${shown}: {{ $value | humanizePercentage }} of the connections are in use`,
            description: `More than ${number(connections.usedPercent)} % of the ${number(maxConnections)} connections that one server may have have been in use for ${minutesText(connections.forMinutes)}. Beyond them, connections are dropped.`,
          }),
        ]),
  ];
};
