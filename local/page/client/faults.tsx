import { useState } from 'preact/hooks';
import type { FaultStatus } from '../../run/status';
import { switchFault } from './api';
import { span } from './format';
import { useNow } from './hooks';

type Press = (name: string, on: boolean) => Promise<void>;

function Fault({ fault, press, now }: { fault: FaultStatus; press: Press; now: number }) {
  const { name, what, fires, note, since } = fault;
  const [busy, setBusy] = useState(false);
  return (
    <li>
      <button
        type="button"
        aria-pressed={since !== undefined}
        aria-busy={busy}
        aria-describedby={`fault-${name}`}
        onClick={() => {
          setBusy(true);
          void press(name, since === undefined).finally(() => {
            setBusy(false);
          });
        }}
      >
        {name}
        <span class="time">{busy ? '…' : since === undefined ? 'off' : `on for ${span(now - since)}`}</span>
      </button>
      <p id={`fault-${name}`} class="quiet">
        {[`${what}.`, fires.length === 0 ? '' : `Fires ${fires.join(', ')}.`, note].filter(Boolean).join(' ')}
      </p>
    </li>
  );
}

/** A button for each fault, pressed while it is on; group by group. */
export function Faults({ faults }: { faults: readonly FaultStatus[] }) {
  const now = useNow();
  const [refusal, setRefusal] = useState('');
  const press: Press = (name, on) =>
    switchFault(name, on).then(
      () => {
        setRefusal('');
      },
      (error: unknown) => {
        setRefusal(error instanceof Error ? error.message : String(error));
      },
    );
  const groups = [...new Set(faults.map(({ group }) => group))];
  const on = faults.filter(({ since }) => since !== undefined);
  return (
    <section class="card" aria-labelledby="faults">
      <h2 id="faults">Break something</h2>
      <p role="alert" class="refusal">
        {refusal}
      </p>
      {on.length === 0 ? null : (
        <div class="broken" role="group" aria-label="Broken now">
          {on.map(({ name }) => (
            <button
              key={name}
              type="button"
              class="mend"
              title="Mend it"
              onClick={() => {
                void press(name, false);
              }}
            >
              mend {name}
            </button>
          ))}
        </div>
      )}
      {groups.map((group, index) => {
        const members = faults.filter((fault) => fault.group === group);
        const broken = members.filter(({ since }) => since !== undefined).length;
        return (
          <details key={group} class="fault-group" open={index === 0 || broken > 0}>
            <summary>
              {group}
              <span class="time">{broken > 0 ? `${String(broken)} on` : String(members.length)}</span>
            </summary>
            <ul class="faults">
              {members.map((fault) => (
                <Fault key={fault.name} fault={fault} press={press} now={now} />
              ))}
            </ul>
          </details>
        );
      })}
    </section>
  );
}
