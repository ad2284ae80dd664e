import { LogSeverity, type LogRequest } from '@pulumi/pulumi/proto/engine_pb';
import * as state from '@pulumi/pulumi/runtime/state';

import type { RecordedLog } from './recording';

/**
 * The SDK keeps what belongs to one run in a store, and runs the inline programs of its Automation API
 * in a store of their own. The functions are stripped from its typings; test/plan/recorder.test.ts holds
 * the contract with the pinned version.
 */
export const runtimeState = state as unknown as {
  withLocalStorage<T>(callback: () => T): T;
  getStore(): {
    readonly settings: { engine?: RuntimeEngine; readonly options: { rootDirectory?: string } };
    readonly pendingResourceRegistrations: ReadonlyMap<unknown, PendingRegistration>;
  };
};

/** A resource that is constructed and not registered yet, because it waits for an input. */
export interface PendingRegistration {
  /** `resource:<name>[<type>]` */
  readonly label: string;
}

const SEVERITIES = {
  [LogSeverity.DEBUG]: 'debug',
  [LogSeverity.INFO]: 'info',
  [LogSeverity.WARNING]: 'warning',
  [LogSeverity.ERROR]: 'error',
} as const;

/** Stands in for the engine's side that receives log messages. Debug messages are not kept. */
export function recordingEngine(logs: RecordedLog[]): RuntimeEngine {
  return {
    log: (request, callback) => {
      const severity = SEVERITIES[request.getSeverity()];
      const urn = request.getUrn();
      if (severity !== 'debug') {
        logs.push({ severity, message: request.getMessage(), ...(urn === '' ? {} : { urn }) });
      }
      callback(null, {});
    },
    setRootResource: (_request, callback) => {
      callback(null, {});
    },
    requirePulumiVersion: (_request, callback) => {
      callback(null, {});
    },
  };
}

type Reply = (error: unknown, response: unknown) => void;

export interface RuntimeEngine {
  log(request: LogRequest, callback: Reply): void;
  setRootResource(request: unknown, callback: Reply): void;
  requirePulumiVersion(request: unknown, callback: Reply): void;
}
