// The demo application alone, as a process of its own so that its processor time can be told from that of its customers.
// Started with `with` or `without` (whether it counts what it does) and the addresses of its cache, payment provider and carrier.
// Prints its port; answers every message of its parent with its processor time in microseconds.
const path = require('node:path');

const root = path.dirname(require.resolve('../package.json'));
import(path.join(root, 'scripts/run/typescript.mjs')).then(async ({ registerTypeScript }) => {
  registerTypeScript(root);
  const { Registry } = require('prom-client');
  const { openHttp } = require('../local/loopback');
  const { redisCache } = require('../local/demo/cache');
  const { ShopApi } = require('../local/demo/shop/api');
  const { Carrier } = require('../local/demo/shop/carrier');
  const { Catalogue } = require('../local/demo/shop/catalogue');
  const { Customers } = require('../local/demo/shop/customers');
  const { shopMetrics } = require('../local/demo/shop/metrics');
  const { Orders } = require('../local/demo/shop/orders');
  const { Payments } = require('../local/demo/shop/payments');
  const none = { inc: () => undefined, observe: () => undefined };
  const nothing = {
    registry: { contentType: 'text/plain', metrics: async () => '' },
    requests: none,
    durations: none,
    visits: none,
    carts: none,
    orders: none,
    revenue: none,
    cacheErrors: none,
    paymentsAttempted: none,
    paymentsFailed: none,
  };
  const [, , kind, cacheUrl, paymentsUrl, carrierUrl] = process.argv;
  const customers = new Customers();
  const metrics = kind === 'with' ? shopMetrics(() => customers.active()) : nothing;
  // The database answers at once: its client's processor time would make the share of monitoring smaller.
  const database = { query: async () => [{ id: 1, name: 'Lamp', price_cents: 4900 }] };
  const api = new ShopApi(
    {
      catalogue: new Catalogue(database, redisCache(cacheUrl), metrics),
      // Counts in both: its counters belong to it, and few requests need it.
      carrier: new Carrier(carrierUrl, kind === 'with' ? metrics.registry : new Registry()),
      orders: new Orders(database, new Payments(paymentsUrl, metrics), metrics),
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
