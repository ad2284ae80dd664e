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

async function main(): Promise<void> {
  const { DEMO_PORT, DEMO_CONTROL_PORT, DEMO_CONTROL_TOKEN, DEMO_REQUESTS_PER_SECOND } = environment.parse(
    process.env,
  );
  const application = new DemoApplication(DEMO_PORT);
  await application.open();
  await openDemoControl(application, DEMO_CONTROL_TOKEN, DEMO_CONTROL_PORT);
  startTraffic(DEMO_PORT, DEMO_REQUESTS_PER_SECOND);
  console.log(`demo application listens on port ${String(DEMO_PORT)}`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
