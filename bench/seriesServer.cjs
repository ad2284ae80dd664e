// Serves the metrics of synthetic applications: every path is one application, all with the same series. Started as a process of
// its own with JSON: { series, historySamples, stepSeconds }; prints its port, its lines and how many of them are of requests. The
// first answer on a path also holds the samples of the time before, so that rates are whole from the first minute on.
const http = require('node:http');

const { series, historySamples, stepSeconds } = JSON.parse(process.argv[2]);
const bounds = ['0.005', '0.01', '0.025', '0.05', '0.1', '0.25', '0.5', '1', '2.5', '5', '10', '+Inf'];
const statuses = ['200', '404', '500'];
/** Series of one route on one pod: buckets, sum and count, a counter per status. */
const perRoute = bounds.length + 2 + statuses.length;
const routesPerPod = 25;
/** Buckets of the answers that most get: applications that are well, for an alert that fires writes its texts each time. */
const fast = '0.05';
/** Pods of an application. What they tell besides requests (containers, runtime, clients, Kubernetes) makes up the rest of its series. */
const pods = 3;

/** Text before the value, how fast the value grows in a second, and what it grows from. */
const lines = [];
const routes = Math.min(pods * routesPerPod, Math.max(1, Math.round(series / perRoute)));
for (let index = 0; index < routes; index += 1) {
  const labels = `pod="pod-${String(Math.floor(index / routesPerPod))}",route="/route/${String(index % routesPerPod)}"`;
  bounds.forEach((le, place) => {
    lines.push([
      `http_request_duration_seconds_bucket{${labels},le="${le}"} `,
      place < bounds.indexOf(fast) ? 20 * (place + 1) : 100,
    ]);
  });
  lines.push(
    [`http_request_duration_seconds_sum{${labels}} `, 20],
    [`http_request_duration_seconds_count{${labels}} `, 100],
  );
  statuses.forEach((status) => {
    lines.push([`http_requests_total{${labels},status="${status}"} `, status === '500' ? 0.05 : 50]);
  });
}

const inAQuarter = Math.round(Date.now() / 1_000) + 90 * 86_400;
lines.push(['probe_success{probe="health"} ', 0, 1]);
lines.push(['probe_ssl_earliest_cert_expiry{probe="health"} ', 0, inAQuarter]);
for (let index = lines.length; index < series; index += 1) {
  lines.push([`other_total{pod="pod-${String(index % pods)}",kind="${String(index)}"} `, 1]);
}

const began = Date.now();
const valueAt = (rate, start, time) => String(Math.round(start + rate * (86_400 + (time - began) / 1_000)));

/** One line per sample, the old ones first; without a time it is that of the scrape. */
const textOf = (withHistory) => {
  const now = Date.now();
  const past = withHistory
    ? Array.from({ length: historySamples }, (_, step) => now - (historySamples - step) * stepSeconds * 1_000)
    : [];
  return lines
    .map(([prefix, rate, start = 0]) => {
      const old = past.map((time) => `${prefix}${valueAt(rate, start, time)} ${String(time)}\n`).join('');
      return `${old}${prefix}${valueAt(rate, start, now)}\n`;
    })
    .join('');
};

const seen = new Set();
const server = http.createServer(({ url }, response) => {
  response.setHeader('content-type', 'text/plain; version=0.0.4');
  response.end(textOf(!seen.has(url)));
  seen.add(url);
});
server.listen(0, '127.0.0.1', () =>
  process.stdout.write(
    `${String(server.address().port)} ${String(lines.length)} ${String(routes * perRoute)}\n`,
  ),
);
process.once('disconnect', () => process.exit());
