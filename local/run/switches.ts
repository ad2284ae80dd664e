import { callControl } from '../control';
import type { DemoFault } from '../demo/faults';
import type { Switch, Switches } from '../faults/switchboard';
import { unavailable } from '../faults/switchboard';
import type { Behaviour, Inbox } from '../inboxes/model';
import type { Program } from '../process/program';
import type { Supervisor } from '../process/supervisor';
import { ConnectionHog, TableLocks } from '../servers/databaseFaults';
import type { Services } from './services';

/** Seconds that Slack asks to wait when it is asked too often. */
const RETRY_AFTER = 30;

/** How each fault is really caused. */
export function switchesOf(services: Services, supervisor: Supervisor, signal: AbortSignal): Switches {
  const { demo, inboxes, programs } = services;
  const locks = new TableLocks(demo.database.url('postgres'));
  const hog = new ConnectionHog(demo.database.url('demo'));

  const ofDemo =
    (fault: DemoFault): Switch =>
    async (on) => {
      const { status, body } = await callControl(demo.control, `/faults/${fault}`, { on });
      if (status !== 200) throw new Error(`the demo application refuses: ${JSON.stringify(body)}`);
    };
  const stopped =
    (program: Program): Switch =>
    (on) =>
      on ? supervisor.end(program.name) : supervisor.start(program, signal);
  const behaving =
    (inbox: Inbox, behaviour: Behaviour): Switch =>
    (on) => {
      inbox.behave(on ? behaviour : { kind: 'accept' });
      return Promise.resolve();
    };
  const atOnce =
    (change: (on: boolean) => void): Switch =>
    (on) => {
      change(on);
      return Promise.resolve();
    };

  return {
    outage: ofDemo('outage'),
    'error-rate': ofDemo('error-rate'),
    latency: ofDemo('latency'),
    'traffic-loss': ofDemo('traffic-loss'),
    'jobs-failing': ofDemo('jobs-failing'),
    'slow-database': (on) => locks.switch(on),
    'connection-exhaustion': (on) => hog.switch(on),
    'cache-loss': (on) => (on ? demo.cache.stop() : demo.cache.start(signal)),
    'payments-failing': atOnce((on) => {
      demo.providers.payments.declineAll(on);
    }),
    'quota-exhausted': atOnce((on) => {
      demo.providers.carrier.useUp(on);
    }),
    'circuit-breaker': atOnce((on) => {
      demo.providers.carrier.fail(on);
    }),
    'stale-data': atOnce((on) => {
      demo.providers.rates.freeze(on);
    }),
    'cpu-pressure': ofDemo('cpu-pressure'),
    'memory-pressure': ofDemo('memory-pressure'),
    'disk-filling': (on) =>
      services.leftOut.has('node_exporter')
        ? unavailable('There is no node_exporter in this run, so nobody would see the volume fill.')(on)
        : atOnce((full) => {
            demo.volume.fill(full);
          })(on),
    'certificate-expiring': atOnce((on) => {
      demo.ingress.expire(on);
    }),
    'metric-missing': ofDemo('metric-missing'),
    'prometheus-loss': stopped(programs.prometheus),
    'alertmanager-loss': stopped(programs.alertmanager),
    'slack-limited': behaving(inboxes.slack, {
      kind: 'refuse',
      status: 429,
      retryAfterSeconds: RETRY_AFTER,
    }),
    'pagerduty-failing': behaving(inboxes.pagerduty, { kind: 'refuse', status: 500 }),
    'mail-hanging': behaving(inboxes.smtp, { kind: 'hang' }),
  };
}
