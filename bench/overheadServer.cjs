// The demo application alone, as a process of its own so that its processor time can be told from that of its customers.
// Started with `with` or `without`: whether it counts what it does. Prints its port; answers every message of its parent with its
// processor time in microseconds.
const path = require('node:path');

const root = path.dirname(require.resolve('../package.json'));
import(path.join(root, 'scripts/run/typescript.mjs')).then(async ({ registerTypeScript }) => {
  registerTypeScript(root);
  const { openHttp } = require('../local/loopback');
  const { ShopApi } = require('../local/demo/shop/api');
  const { Customers } = require('../local/demo/shop/customers');
  const { shopMetrics } = require('../local/demo/shop/metrics');
  const none = { inc: () => undefined, observe: () => undefined };
  const nothing = {
    registry: { contentType: 'text/plain', metrics: async () => '' },
    requests: none,
    durations: none,
    visits: none,
    carts: none,
  };
  const customers = new Customers();
  const metrics = process.argv[2] === 'with' ? shopMetrics(() => customers.active()) : nothing;
  // Database, carrier and payments answer at once: their clients' processor time would make the share of monitoring smaller.
  const answer = async () => '{}';
  const api = new ShopApi(
    {
      catalogue: { page: answer, product: answer, search: answer },
      carrier: { quote: async () => true },
      orders: { place: async () => true },
      customers,
      metrics,
    },
    new Set(),
  );
  const { port } = await openHttp((request, response) => void api.handle(request, response));
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    process.send(user + system);
  });
  process.once('disconnect', () => process.exit());
  process.stdout.write(`${String(port)}\n`);
});
