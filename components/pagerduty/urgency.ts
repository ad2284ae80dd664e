/** By severity: `critical` (P1) is high and wakes people, `warning` (P2) is low and does not escalate. */
const bySeverity = { type: 'constant', urgency: 'severity_based' };

/** The same by day and by night: P1 pages at once at any time. What the support hours change is below. */
export const urgencyRule = {
  type: 'use_support_hours',
  duringSupportHours: bySeverity,
  outsideSupportHours: bySeverity,
};

/** What is still open when the working day begins becomes high: a night's P2 cannot be forgotten. */
export const raiseInTheMorning = [
  { type: 'urgency_change', toUrgency: 'high', ats: [{ type: 'named_time', name: 'support_hours_start' }] },
];
