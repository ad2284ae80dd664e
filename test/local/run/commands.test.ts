import { describe, expect, it } from '@jest/globals';
import type { FaultName } from '../../../local/faults/catalogue';
import { answerCommand } from '../../../local/run/commands';
import type { RunStatus } from '../../../local/run/status';

const switched: [FaultName, boolean][] = [];
const commands = {
  status: () => Promise.resolve({ state: 'running' } as RunStatus),
  switchFault: (fault: FaultName, on: boolean) => {
    switched.push([fault, on]);
    return Promise.resolve();
  },
};
const answer = (endpoint: string, body?: unknown) => answerCommand({ endpoint, body }, commands);

describe('the commands of other terminals', () => {
  it('answer that the run is alive, and its status', async () => {
    expect(await answer('GET /ping')).toEqual({ status: 200, body: {} });
    expect(await answer('GET /status')).toEqual({ status: 200, body: { state: 'running' } });
  });

  it('switch a fault', async () => {
    await answer('POST /faults/latency', { on: true });
    expect(switched).toEqual([['latency', true]]);
  });

  it('name the faults there are when asked for another', async () => {
    expect(await answer('POST /faults/flood', { on: true })).toEqual({
      status: 404,
      body: {
        error: expect.stringMatching(/^There is no fault "flood"; there are: outage, error-rate, lat/),
      },
    });
  });

  it('want to know on or off', async () => {
    expect((await answer('POST /faults/latency', { on: 'yes' })).status).toBe(400);
  });
});
