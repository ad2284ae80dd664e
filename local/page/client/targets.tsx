import type { RunStatus } from '../../run/status';

/** The programs of the run, what Prometheus scrapes, and what is not as in a cluster. */
export function Targets({ status }: { status: RunStatus }) {
  return (
    <>
      <section class="card" aria-labelledby="programs">
        <h1 id="programs">Programs</h1>
        <table>
          <tbody>
            {status.programs.map(({ name, what, url }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td class="quiet">{what}</td>
                <td>{url.startsWith('http') ? <a href={url}>{url}</a> : url}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <section class="card" aria-labelledby="targets">
        <h2 id="targets">Targets of Prometheus</h2>
        <table>
          <thead>
            <tr>
              <th scope="col">Job</th>
              <th scope="col">Instance</th>
              <th scope="col">Application</th>
              <th scope="col">Health</th>
            </tr>
          </thead>
          <tbody>
            {status.targets.map(({ job, instance, application, health, lastError }) => (
              <tr key={job + instance}>
                <td>{job}</td>
                <td>{instance}</td>
                <td>{application}</td>
                <td>
                  <span class={`pill ${health === 'up' ? 'good' : health === 'down' ? 'bad' : 'quiet'}`}>
                    {health}
                  </span>{' '}
                  {lastError}
                </td>
              </tr>
            ))}
            {status.emptyJobs.map((job) => (
              <tr key={job}>
                <td>{job}</td>
                <td colSpan={3} class="quiet">
                  no target on this machine
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <section class="card" aria-labelledby="differences">
        <h2 id="differences">As in a cluster, and not</h2>
        <dl class="differences">
          {status.differences.map(({ what, details }) => (
            <div key={what}>
              <dt>{what}</dt>
              <dd>{details}</dd>
            </div>
          ))}
        </dl>
        <p class="quiet">Logs: {status.logs}</p>
      </section>
    </>
  );
}
