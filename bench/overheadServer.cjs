// The demo application alone, as a process of its own so that its processor time can be told from that of its customers.
// Started with `with` or `without`: whether it counts what it does. Prints its port; answers every message of its parent with its
// processor time in microseconds.
const path = require('node:path');

const root = path.dirname(require.resolve('../package.json'));
import(path.join(root, 'scripts/run/typescript.mjs')).then(async ({ registerTypeScript }) => {
  registerTypeScript(root);
  const { openHttp } = require('../local/loopback');
  const { DemoApi } = require('../local/demo/api');
  const { demoMetrics } = require('../local/demo/metrics');
  const nothing = {
    observe: () => undefined,
    exposition: async () => ({ contentType: 'text/plain', text: '' }),
  };
  const api = new DemoApi(process.argv[2] === 'with' ? demoMetrics() : nothing, new Set());
  const { port } = await openHttp((request, response) => void api.handle(request, response));
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    process.send(user + system);
  });
  process.once('disconnect', () => process.exit());
  process.stdout.write(`${String(port)}\n`);
});
