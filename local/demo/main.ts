import { DemoApplication } from './application';
import { openDemoControl } from './control';
import { fromEnvironment } from './settings';

/** Runs until the process is ended. Rejects when a port is taken. */
export async function main(): Promise<void> {
  const settings = fromEnvironment(process.env);
  const application = new DemoApplication(settings);
  await application.open();
  await openDemoControl(application, settings.controlToken, settings.controlPort);
  process.stdout.write(`the shop listens on port ${String(settings.shopPort)}\n`);
}
