import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Board } from '../../../local/boards/model';
import { openPage } from '../../../local/page/server';
import { findBrowser } from '../../../tools/browser';
import type { RunStatus } from '../../../local/run/status';

/** Hours that a board shows, as its page offers them. */
const hours = 6;
/** A page of text is narrower than a screen: smaller pictures stay readable there. */
const width = 1_280;

/** Pixels of the picture per pixel of the page: legible, and light enough for a repository. */
const scale = 0.7;

/** A busy machine draws slowly. Milliseconds. */
const patience = 300_000;

const nothing = (): Promise<never> => Promise.reject(new Error('There is no demo application here.'));

/** The status of a run that has nothing but Prometheus. */
const status: RunStatus = {
  state: 'running',
  startedAt: Date.now(),
  page: '',
  steps: [],
  programs: [],
  targets: [],
  emptyJobs: [],
  alerts: [],
  lives: [],
  notifications: [],
  heartbeat: { beats: 0, silent: false },
  faults: [],
  differences: [],
  logs: '',
};

/** Draws each board in a browser and writes `<uid>.png` into the folder. */
export async function* photograph(
  boards: readonly Board[],
  prometheus: string,
  folder: string,
): AsyncGenerator<{ readonly uid: string; readonly kilobytes: number }> {
  const page = await openPage({
    boards: () => boards,
    prometheusUrl: () => prometheus,
    status: () => Promise.resolve(status),
    switchFault: nothing,
  });
  // Containers have no user namespaces for the sandbox; the page is ours.
  const browser = await chromium.launch({ executablePath: findBrowser(), args: ['--no-sandbox'] });
  try {
    for (const { uid } of boards) {
      const tab = await browser.newPage({
        viewport: { width, height: 900 },
        deviceScaleFactor: scale,
        colorScheme: 'light',
      });
      tab.setDefaultTimeout(patience);
      await tab.goto(`http://127.0.0.1:${String(page.port)}/#/dashboards/${uid}`);
      await tab.getByLabel('Last').selectOption(String(hours * 60));
      await tab.locator('figure').first().waitFor();
      await tab.locator('figure[data-state=loading]').first().waitFor({ state: 'detached' });
      await tab.waitForTimeout(2_000);
      const file = join(folder, `${uid}.png`);
      await tab.screenshot({ path: file, fullPage: true });
      await tab.close();
      yield { uid, kilobytes: Math.round((await stat(file)).size / 1_024) };
    }
  } finally {
    await browser.close();
    await page.close();
  }
}
