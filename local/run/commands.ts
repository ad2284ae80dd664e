import { z } from 'zod';
import type { ControlReply, ControlRequest } from '../control';
import { faultNames, isFaultName, type FaultName } from '../faults/catalogue';
import { PING } from '../instance';
import type { RunStatus } from './status';

const wanted = z.strictObject({ on: z.boolean() });

/** What a run lets other terminals do. */
export interface Commands {
  status(): Promise<RunStatus>;
  /** Rejects with a sentence for the user when it cannot be switched now. */
  switchFault(fault: FaultName, on: boolean): Promise<void>;
}

/** `GET /ping`, `GET /status`, `POST /faults/<name>` with `{"on": true}`. */
export async function answerCommand(
  { endpoint, body }: ControlRequest,
  commands: Commands,
): Promise<ControlReply> {
  if (endpoint === `GET ${PING}`) return { status: 200, body: {} };
  if (endpoint === 'GET /status') return { status: 200, body: await commands.status() };
  const fault = /^POST \/faults\/(.+)$/.exec(endpoint)?.[1];
  if (fault === undefined || !isFaultName(fault)) {
    return {
      status: 404,
      body: { error: `There is no fault "${fault ?? ''}"; there are: ${faultNames.join(', ')}.` },
    };
  }
  const parsed = wanted.safeParse(body);
  if (!parsed.success)
    return { status: 400, body: { error: 'The body must be {"on": true} or {"on": false}.' } };
  await commands.switchFault(fault, parsed.data.on);
  return { status: 200, body: {} };
}
