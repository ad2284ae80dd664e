import { PRODUCTS } from '../demo/shop/routes';

/** Tables, products and roles of the demo, as one script. Passwords are hexadecimal. */
export const schema = (passwords: { readonly demo: string; readonly exporter: string }): string => `
  CREATE EXTENSION pg_stat_statements;
  CREATE TABLE products (id integer PRIMARY KEY, name text NOT NULL, price_cents integer NOT NULL);
  INSERT INTO products
    SELECT n, (ARRAY['lamp', 'chair', 'table', 'shelf', 'mirror'])[1 + n % 5] || ' no. ' || n, 900 + 45 * n
    FROM generate_series(1, ${String(PRODUCTS)}) AS n;
  CREATE TABLE orders (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    cents integer NOT NULL,
    state text NOT NULL DEFAULT 'new',
    placed_at timestamptz NOT NULL DEFAULT now()
  );
  CREATE ROLE demo LOGIN PASSWORD '${passwords.demo}';
  GRANT SELECT ON products TO demo;
  GRANT SELECT, INSERT, UPDATE, DELETE ON orders TO demo;
  CREATE ROLE exporter LOGIN PASSWORD '${passwords.exporter}' IN ROLE pg_monitor, pg_use_reserved_connections;
`;
