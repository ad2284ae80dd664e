import * as grafana from '@grafana/grafana-foundation-sdk/units';
import type { Unit } from '../../signals/signal';

/** Grafana's unit of a signal's. Bytes in powers of 1,024, as Kubernetes counts them. */
export const grafanaUnit: Readonly<Record<Unit, string>> = {
  bool: grafana.NoUnit,
  bytes: grafana.BytesIEC,
  bytesPerSecond: grafana.BytesPerSecondIEC,
  cores: grafana.Short,
  count: grafana.Short,
  days: grafana.Days,
  factor: grafana.NoUnit,
  microseconds: grafana.Microseconds,
  milliseconds: grafana.Milliseconds,
  // The currency stands in the name of a signal.
  money: grafana.Short,
  perSecond: grafana.RequestsPerSecond,
  percent: grafana.Percent,
  ratio: grafana.PercentUnit,
  seconds: grafana.Seconds,
};
