import { z } from 'zod';
import { openControl, type ControlReply, type ControlRequest } from '../control';
import type { LoopbackServer } from '../loopback';
import type { DemoApplication } from './application';
import { demoFaults, isDemoFault } from './faults';

const wanted = z.strictObject({ on: z.boolean() });

/** `GET /faults` lists what is on; `POST /faults/<name>` with `{"on": true}` switches one. */
export function openDemoControl(
  application: DemoApplication,
  token: string,
  port: number,
): Promise<LoopbackServer> {
  return openControl(token, (request) => answer(request, application), port);
}

async function answer(
  { endpoint, body }: ControlRequest,
  application: DemoApplication,
): Promise<ControlReply> {
  const active = (): ControlReply => ({ status: 200, body: { active: application.activeFaults() } });
  if (endpoint === 'GET /faults') return active();
  const fault = /^POST \/faults\/(.+)$/.exec(endpoint)?.[1];
  if (fault === undefined || !isDemoFault(fault)) {
    return { status: 404, body: { error: `unknown fault; known are ${demoFaults.join(', ')}` } };
  }
  const parsed = wanted.safeParse(body);
  if (!parsed.success)
    return { status: 400, body: { error: 'the body must be {"on": true} or {"on": false}' } };
  await application.switch(fault, parsed.data.on);
  return active();
}
