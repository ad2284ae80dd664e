import { z } from 'zod';
import { DemoApplication } from './application';
import { openDemoControl } from './control';
import { startTraffic } from './traffic';

/** What the process is told by its environment. */
const environment = z.object({
  DEMO_PORT: z.coerce.number().int(),
  DEMO_CONTROL_PORT: z.coerce.number().int(),
  DEMO_CONTROL_TOKEN: z.string().min(16),
  DEMO_REQUESTS_PER_SECOND: z.coerce.number().positive(),
});

/** Runs until the process is ended. Rejects when a port is taken. */
export async function main(): Promise<void> {
  const settings = environment.parse(process.env);
  const application = new DemoApplication(settings.DEMO_PORT);
  await application.open();
  await openDemoControl(application, settings.DEMO_CONTROL_TOKEN, settings.DEMO_CONTROL_PORT);
  startTraffic(settings.DEMO_PORT, settings.DEMO_REQUESTS_PER_SECOND);
  process.stdout.write(`demo application listens on port ${String(settings.DEMO_PORT)}\n`);
}
