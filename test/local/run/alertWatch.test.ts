import { describe, expect, it } from '@jest/globals';
import { alertChanges } from '../../../local/run/alertWatch';
import type { AlertStatus } from '../../../local/run/status';

const alert = (name: string, state: AlertStatus['state'], since = 1): AlertStatus => ({
  name,
  state,
  priority: 'P1',
  team: 'shop',
  application: 'demo',
  detail: '',
  receivers: [],
  since,
});
const told = (before: readonly AlertStatus[], now: readonly AlertStatus[]) =>
  alertChanges(before, now).map(({ alert: { name }, became }) => `${name} ${became}`);

describe('what changed between two looks at the alerts', () => {
  it('tells a new alert, a change of its state, and its end', () => {
    expect(told([], [alert('A', 'pending')])).toEqual(['A pending']);
    expect(told([alert('A', 'pending')], [alert('A', 'firing')])).toEqual(['A firing']);
    expect(told([alert('A', 'firing')], [alert('A', 'inhibited')])).toEqual(['A inhibited']);
    expect(told([alert('A', 'firing')], [])).toEqual(['A over']);
  });

  it('tells nothing while nothing changes', () => {
    expect(told([alert('A', 'firing')], [alert('A', 'firing')])).toEqual([]);
  });

  it('takes an alert that is raised again for a new one', () => {
    expect(told([alert('A', 'firing', 1)], [alert('A', 'pending', 2)])).toEqual(['A pending', 'A over']);
  });
});
