import type { RunStatus } from '../../run/status';
import { Faults } from './faults';
import { Lives } from './lives';
import { Notifications } from './notifications';

/** The story of a fault on one screen: what is broken, what alarms, who is told. */
export function Overview({ status }: { status: RunStatus }) {
  return (
    <div class="columns">
      <Lives lives={status.lives} />
      <div class="side">
        <Faults faults={status.faults} />
        <section class="card" aria-labelledby="latest">
          <h2 id="latest">Who was told</h2>
          <Notifications notifications={status.notifications.slice(-6).reverse()} short />
        </section>
      </div>
    </div>
  );
}
