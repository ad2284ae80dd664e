import { spawn } from 'node:child_process';
import path from 'node:path';

import {
  Server,
  ServerCredentials,
  status,
  type sendUnaryData,
  type ServerUnaryCall,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';
import { EngineService } from '@pulumi/pulumi/proto/engine_grpc_pb';
import {
  LogSeverity,
  SetRootResourceResponse,
  type LogRequest,
  type SetRootResourceRequest,
} from '@pulumi/pulumi/proto/engine_pb';
import { ResourceMonitorService } from '@pulumi/pulumi/proto/resource_grpc_pb';
import type {
  ReadResourceRequest,
  RegisterResourceOutputsRequest,
  RegisterResourceRequest,
  ResourceInvokeRequest,
} from '@pulumi/pulumi/proto/resource_pb';
import { Empty } from 'google-protobuf/google/protobuf/empty_pb';

import { RecordingMonitor } from '../../plan/monitor';
import type { RecordedResource } from '../../plan/recording';
import type { Stack } from '../../plan/stackFile';

export interface HostRun {
  readonly code: number | null;
  readonly stderr: string;
  readonly resources: readonly RecordedResource[];
  /** `warning: …`, `error: …` */
  readonly messages: readonly string[];
}

const host = path.join(__dirname, '../../node_modules/@pulumi/pulumi/cmd/run/index.js');

/**
 * Runs a program in a process of its own through Pulumi's real language entry point, as pulumi-language-nodejs
 * starts it, against an engine in this process that records every request.
 */
export async function runInLanguageHost(
  stack: Stack,
  { tsconfig, environment = {} }: { tsconfig: string; environment?: NodeJS.ProcessEnv },
): Promise<HostRun> {
  const { project } = stack;
  const monitor = new RecordingMonitor({ project: project.name, stack: stack.name });
  const messages: string[] = [];
  const server = new Server();
  server.addService(ResourceMonitorService, monitorMethods(monitor));
  server.addService(EngineService, engineMethods(messages));
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) => {
      if (error === null) resolve(bound);
      else reject(error);
    });
  });
  const address = `127.0.0.1:${String(port)}`;
  const folder = path.resolve(project.folder);
  const options = {
    monitor: address,
    engine: address,
    organization: 'organization',
    project: project.name,
    'root-directory': folder,
    stack: stack.name,
    pwd: folder,
    parallel: '16',
  };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  const colons = (key: string) => key.replace(':', ':config:');
  const config = Object.fromEntries(Object.entries(stack.config).map(([key, value]) => [colons(key), value]));
  const child = spawn(process.execPath, [host, ...args, '.'], {
    cwd: folder,
    stdio: ['ignore', 'inherit', 'pipe'],
    env: {
      ...process.env,
      PULUMI_CONFIG: JSON.stringify(config),
      PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(stack.secretKeys),
      PULUMI_NODEJS_TYPESCRIPT: 'true',
      PULUMI_NODEJS_TSCONFIG_PATH: tsconfig,
      ...environment,
    },
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  server.forceShutdown();
  return { code, stderr, resources: monitor.recorded, messages };
}

type Call<Request> = ServerUnaryCall<Request, unknown>;
type Send = sendUnaryData<unknown>;

function monitorMethods(monitor: RecordingMonitor): UntypedServiceImplementation {
  const reply =
    (send: Send, empty = false) =>
    (error: unknown, response: unknown) => {
      if (error === null) send(null, empty ? new Empty() : response);
      else send({ code: status.UNKNOWN, details: error instanceof Error ? error.message : 'failed' });
    };
  return {
    getDeploymentInfo: ({ request }: Call<Empty>, send: Send) => {
      monitor.getDeploymentInfo(request, reply(send));
    },
    invoke: ({ request }: Call<ResourceInvokeRequest>, send: Send) => {
      void monitor.invoke(request, reply(send));
    },
    readResource: ({ request }: Call<ReadResourceRequest>, send: Send) => {
      void monitor.readResource(request, reply(send));
    },
    registerResource: ({ request }: Call<RegisterResourceRequest>, send: Send) => {
      void monitor.registerResource(request, reply(send));
    },
    registerResourceOutputs: ({ request }: Call<RegisterResourceOutputsRequest>, send: Send) => {
      monitor.registerResourceOutputs(request, reply(send, true));
    },
    signalAndWaitForShutdown: (_call: Call<Empty>, send: Send) => {
      send(null, new Empty());
    },
  };
}

function engineMethods(messages: string[]): UntypedServiceImplementation {
  return {
    log: ({ request }: Call<LogRequest>, send: Send) => {
      const severity = request.getSeverity();
      if (severity === LogSeverity.WARNING) messages.push(`warning: ${request.getMessage()}`);
      if (severity === LogSeverity.ERROR) messages.push(`error: ${request.getMessage()}`);
      send(null, new Empty());
    },
    setRootResource: (_call: Call<SetRootResourceRequest>, send: Send) => {
      send(null, new SetRootResourceResponse());
    },
  };
}
