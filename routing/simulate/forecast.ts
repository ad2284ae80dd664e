import { alertLabels, machineAlerts } from '../../config/naming';
import { possibleSources, type PossibleSource } from './inhibition';
import type { AlertFacts } from './model';
import { reachesSomebody, tellings, type Simulator, type Telling } from './simulator';
import { slotAt, slotsFor, type Slot } from './slots';

/** What happens when an alert fires in one kind of time. */
export interface SlotForecast {
  readonly slot: Slot;
  readonly told: readonly Telling[];
}

/** What happens when an alert fires. */
export interface Forecast {
  readonly alert: AlertFacts;
  /** Priority, or for an alert without one its severity. */
  readonly level: string;
  readonly slots: readonly SlotForecast[];
  readonly inhibitedBy: readonly PossibleSource[];
}

export interface ForecastOptions {
  /** Slots are the next of their kind after it. */
  readonly now: Date;
  /** One instant instead of the four kinds of time. */
  readonly at?: Date;
}

/** What happens to each of the alerts of a stack in each kind of time. */
export const forecast = (
  simulator: Simulator,
  alerts: readonly AlertFacts[],
  { now, at }: ForecastOptions,
): readonly Forecast[] =>
  alerts.map((alert) => {
    const slots: readonly Slot[] =
      at === undefined ? slotsFor(simulator, alert.labels, now) : [slotAt(simulator, alert.labels, at)];
    return {
      alert,
      level: alert.labels[alertLabels.priority] ?? alert.labels[alertLabels.severity] ?? '',
      slots: slots.map((slot) => ({ slot, told: tellings(simulator, alert.labels, slot.at) })),
      inhibitedBy: possibleSources(simulator.inhibitors, alert, alerts),
    };
  });

/** Slots of an alert in which nobody is told, neither at once nor later. */
export const silentSlots = ({ alert, slots }: Forecast): readonly Slot[] =>
  machineAlerts.includes(alert.name)
    ? []
    : slots.filter(({ told }) => !reachesSomebody(told)).map(({ slot }) => slot);
