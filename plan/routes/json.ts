import { silentSlots, type Forecast } from '../../routing/simulate/forecast';
import type { Telling } from '../../routing/simulate/simulator';
import type { JsonObject } from '../json';

const toldJson = (telling: Telling, forSeconds: number): JsonObject => ({
  receiver: telling.receiver,
  recipients: telling.recipients.map(({ channel, whom }) => ({ channel, whom })),
  // From the condition becoming true; null while the route is silent.
  afterSeconds: telling.held === undefined ? forSeconds + telling.waitSeconds : null,
  groupIntervalSeconds: telling.groupIntervalSeconds,
  repeatSeconds: telling.repeatSeconds,
  heldUntil: telling.held instanceof Date ? telling.held.toISOString() : (telling.held ?? null),
});

/** The form that `--json` prints. */
export function forecastJson(stack: string, forecasts: readonly Forecast[]): JsonObject {
  return {
    stack,
    alerts: forecasts.map((forecast) => ({
      alert: forecast.alert.name,
      origin: forecast.alert.origin,
      level: forecast.level,
      labels: forecast.alert.labels,
      forSeconds: forecast.alert.forSeconds,
      slots: forecast.slots.map(({ slot, told }) => ({
        slot: slot.name,
        at: slot.at.toISOString(),
        zone: slot.zone,
        told: told.map((telling) => toldJson(telling, forecast.alert.forSeconds)),
      })),
      inhibitedBy: forecast.inhibitedBy.map(({ alert, onlyIfSame, onlyIf }) => ({
        alert: alert.name,
        labels: alert.labels,
        forSeconds: alert.forSeconds,
        onlyIfSame,
        onlyIf,
      })),
      reachesNobodyAt: silentSlots(forecast).map(({ name }) => name),
    })),
  };
}
