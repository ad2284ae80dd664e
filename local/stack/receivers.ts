import { createHash } from 'node:crypto';
import path from 'node:path';
import { isArray, isObject, type Json, type JsonObject } from '../../plan/json';

/** Where the stand-ins listen. */
export interface InboxAddresses {
  readonly slackUrl: string;
  readonly pagerdutyUrl: string;
  readonly heartbeatUrl: string;
  /** host:port */
  readonly smtp: string;
}

export interface RedirectedReceivers {
  readonly config: JsonObject;
  /** Path of each credential file → what it holds. */
  readonly files: ReadonlyMap<string, string>;
  /** Integrations that have no stand-in and were removed: `<receiver>: <kind>`. */
  readonly removed: readonly string[];
}

/** The integration key that stands for a credential, well-formed as PagerDuty's are. */
export const integrationKey = (credential: string): string =>
  createHash('sha256').update(`observatory ${credential}`).digest('hex').slice(0, 32);

/** Name of the credential in a file name: `slack.backend` → `backend`. */
const withoutChannel = (name: string): string => name.replace(/^(slack|pagerduty)\./, '');

/** What an integration keeps: its words and its limits, but nothing about where and how to connect. */
const CONNECTION =
  /^(api_url|app_url|app_token|url|routing_key|service_key)(_file)?$|^http_config$|^smarthost$|^auth_|^tls_config$|^require_tls$|^force_implicit_tls$/;

const words = (integration: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(integration).filter(([key]) => !CONNECTION.test(key)));

/**
 * Points every receiver of an Alertmanager configuration at an inbox. Nothing is left that could reach the world
 * outside: connections and credentials are replaced, also those given inline, and what has no inbox is removed.
 *
 * @param heartbeat name of the receiver whose webhook is the dead man's switch
 * @param folder where the credential files will be written
 */
export function redirectReceivers(
  config: JsonObject,
  inboxes: InboxAddresses,
  heartbeat: string,
  folder: string,
): RedirectedReceivers {
  const files = new Map<string, string>();
  const removed: string[] = [];

  /** A file of ours in place of a mounted one, under the same name; each credential stays a file of its own. */
  const file = (mounted: Json | undefined, fallback: string, content: (name: string) => string): string => {
    const name = typeof mounted === 'string' ? path.basename(mounted) : fallback;
    files.set(`${folder}/${name}`, content(name));
    return `${folder}/${name}`;
  };

  const redirect = (kind: string, integration: JsonObject, receiver: string): JsonObject | undefined => {
    const rest = words(integration);
    switch (kind) {
      case 'slack_configs': {
        const webhook = (name: string): string => `${inboxes.slackUrl}/services/${withoutChannel(name)}`;
        return { ...rest, api_url_file: file(integration['api_url_file'], `slack.${receiver}`, webhook) };
      }
      case 'pagerduty_configs': {
        const key = file(integration['routing_key_file'], `pagerduty.${receiver}`, integrationKey);
        return { ...rest, routing_key_file: key, url: `${inboxes.pagerdutyUrl}/v2/enqueue` };
      }
      case 'email_configs':
        return rest;
      case 'webhook_configs':
        if (receiver !== heartbeat) return undefined;
        return {
          ...rest,
          url_file: file(integration['url_file'], 'heartbeat.url', () => inboxes.heartbeatUrl),
        };
      default:
        return undefined;
    }
  };

  const redirectReceiver = (receiver: JsonObject): JsonObject => {
    const name = typeof receiver['name'] === 'string' ? receiver['name'] : '';
    const entries = Object.entries(receiver).flatMap(([kind, integrations]): [string, Json][] => {
      if (!isArray(integrations)) return [[kind, integrations]];
      const kept = integrations
        .filter(isObject)
        .map((integration) => redirect(kind, integration, name))
        .filter((integration) => integration !== undefined);
      if (kept.length < integrations.length) removed.push(`${name}: ${kind}`);
      return kept.length === 0 ? [] : [[kind, kept]];
    });
    return Object.fromEntries(entries);
  };

  const receivers = isArray(config['receivers']) ? config['receivers'].filter(isObject) : [];
  return {
    config: {
      ...config,
      global: redirectGlobal(config['global'], inboxes),
      receivers: receivers.map(redirectReceiver),
    },
    files,
    removed,
  };
}

/** Mail is configured for all receivers at once. Without TLS: the inbox listens on loopback only. */
function redirectGlobal(global: Json | undefined, { smtp }: InboxAddresses): JsonObject {
  const given = isObject(global) ? global : {};
  const kept = Object.entries(given).filter(([key]) => key === 'smtp_from' || key === 'resolve_timeout');
  return {
    ...Object.fromEntries(kept),
    smtp_from: given['smtp_from'] ?? 'observatory@localhost',
    smtp_smarthost: smtp,
    smtp_require_tls: false,
  };
}

/** PagerDuty integration key → name of the credential, for every key file. */
export function pagerdutyServices(files: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map(
    [...files].flatMap(([file, content]) => {
      const name = path.basename(file);
      return content === integrationKey(name) ? [[content, withoutChannel(name)] as const] : [];
    }),
  );
}
