import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { UserError } from '../../config/errors';
import { LOOPBACK } from '../loopback';
import { childEnvironment, type Program } from '../process/program';
import { findPostgres } from './postgresBinaries';
import { schema } from './postgresSchema';
import { unprivileged } from './unprivileged';

const run = promisify(execFile);

/** Sessions that PostgreSQL allows: few, so that they can be used up without harm. */
export const MAX_CONNECTIONS = 30;

/** Of these, for roles with pg_use_reserved_connections: the exporter sees what happens also when all others are taken. */
const RESERVED = 3;

/** Throw-away data: nothing needs to survive a power cut, and nothing is replicated. */
const settings: Readonly<Record<string, string>> = {
  listen_addresses: LOOPBACK,
  unix_socket_directories: '',
  max_connections: String(MAX_CONNECTIONS),
  reserved_connections: String(RESERVED),
  shared_buffers: '16MB',
  shared_preload_libraries: 'pg_stat_statements',
  fsync: 'off',
  synchronous_commit: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  jit: 'off',
  logging_collector: 'off',
};

/** Roles of the demo's database. */
export type Role = 'postgres' | 'demo' | 'exporter';

export interface PostgresServer {
  readonly version: string;
  /** Everything of it, and nothing else. */
  readonly folder: string;
  readonly program: Program;
  /** Of the demo's database, with user and password. */
  url(role: Role): string;
  /** Once it runs: makes tables, roles and products. */
  prepare(): Promise<void>;
  /** Removes its data. */
  remove(): void;
}

/**
 * Makes a new PostgreSQL cluster. As root it belongs to and runs as `nobody`, because PostgreSQL refuses to run as root.
 *
 * @param folder where it may keep its data; unused as root, whose folders nobody else can reach
 */
export async function createPostgres(folder: string, port: number): Promise<PostgresServer> {
  const user = unprivileged();
  const place = user === undefined ? folder : mkdtempSync(path.join(tmpdir(), 'observatory-postgres-'));
  mkdirSync(place, { recursive: true, mode: 0o700 });
  if (user !== undefined) chownSync(place, user.uid, user.gid);
  const programs = await findPostgres(user === undefined ? undefined : place);
  const passwords: Readonly<Record<Role, string>> = {
    postgres: password(),
    demo: password(),
    exporter: password(),
  };
  const data = path.join(place, 'data');
  await initialise(programs.initdb, place, data, passwords.postgres, user);
  const url = (role: Role): string =>
    `postgresql://${role}:${passwords[role]}@${LOOPBACK}:${String(port)}/postgres?sslmode=disable`;
  return {
    version: programs.version,
    folder: place,
    url,
    program: {
      name: 'postgres',
      command: programs.postgres,
      args: [
        '-D',
        data,
        '-p',
        String(port),
        ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
      ],
      folder: place,
      ...(user === undefined ? {} : { user }),
      // SIGTERM would wait until every client has left.
      endSignal: 'SIGINT',
      ready: () => answers(url('postgres')),
      readyWithinSeconds: 60,
      advice: 'Start again: should its port be taken, another one is chosen.',
    },
    prepare: () => prepare(url('postgres'), passwords),
    remove: () => {
      rmSync(place, { recursive: true, force: true });
    },
  };
}

/** Hexadecimal: it needs no quotes in a URL or in SQL. */
const password = (): string => randomBytes(16).toString('hex');

async function initialise(
  initdb: string,
  place: string,
  data: string,
  superuserPassword: string,
  user: ReturnType<typeof unprivileged>,
): Promise<void> {
  const file = path.join(place, 'password');
  writeFileSync(file, superuserPassword, { mode: 0o600 });
  if (user !== undefined) chownSync(file, user.uid, user.gid);
  const options = [
    `--pgdata=${data}`,
    `--pwfile=${file}`,
    '--username=postgres',
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--no-sync',
    '--no-instructions',
  ];
  try {
    await run(initdb, options, { cwd: place, env: childEnvironment(), ...user });
  } catch (error) {
    const { stderr } = error as { readonly stderr?: string };
    throw new UserError([`PostgreSQL's data cannot be made (initdb): ${stderr?.trim() ?? String(error)}`]);
  } finally {
    rmSync(file, { force: true });
  }
}

async function answers(url: string): Promise<boolean> {
  await withClient(url, (client) => client.query('SELECT 1'));
  return true;
}

async function prepare(url: string, passwords: Readonly<Record<Role, string>>): Promise<void> {
  await withClient(url, (client) => client.query(schema(passwords)));
}

async function withClient(url: string, work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  // Its end is told by the query.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
