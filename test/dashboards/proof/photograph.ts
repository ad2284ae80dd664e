import { join } from 'node:path';
import { chromium } from 'playwright-core';
import sharp from 'sharp';
import type { Board } from '../../../local/boards/model';
import { openPage } from '../../../local/page/server';
import { findBrowser } from '../../../tools/browser';
import type { RunStatus } from '../../../local/run/status';

/** Hours that a board shows, as its page offers them. */
const hours = 6;
/** About as wide as a page of text shows pictures, so that letters keep their size. */
const width = 1_100;

/** Left out: what leads to the other pages of a run. */
const cropped = '.top, .boards { display: none !important }';

/** A page has few colours: a palette makes its picture a third as large, and nobody sees it. */
const palette = { palette: true, colours: 64, dither: 0, effort: 10 } as const;

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

/** Draws each board in a browser and writes `<uid>.png` into the folder; ends soon when the signal is aborted. */
export async function* photograph(
  boards: readonly Board[],
  prometheus: string,
  folder: string,
  signal: AbortSignal,
): AsyncGenerator<{ readonly uid: string; readonly kilobytes: number }> {
  const page = await openPage({
    boards: () => boards,
    prometheusUrl: () => prometheus,
    status: () => Promise.resolve(status),
    switchFault: nothing,
  });
  // Containers have no user namespaces for the sandbox; the page is ours.
  const browser = await chromium.launch({
    executablePath: findBrowser(),
    args: ['--no-sandbox'],
    // Else it ends this process at once, and what the process started stays.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  const stop = (): void => {
    browser.close().catch(() => undefined);
  };
  signal.addEventListener('abort', stop);
  try {
    for (const { uid } of boards) {
      const tab = await browser.newPage({
        // Low: the page is as high as its board.
        viewport: { width, height: 400 },
        colorScheme: 'light',
      });
      tab.setDefaultTimeout(patience);
      await tab.goto(`http://127.0.0.1:${String(page.port)}/#/dashboards/${uid}`);
      await tab.getByLabel('Last').selectOption(String(hours * 60));
      await tab.locator('figure').first().waitFor();
      await tab.locator('figure[data-state=loading]').first().waitFor({ state: 'detached' });
      // What the choice of the time changes arrives after what was there before.
      await tab.waitForTimeout(2_000);
      const picture = await tab.screenshot({ fullPage: true, style: cropped });
      await tab.close();
      const { size } = await sharp(picture)
        .png(palette)
        .toFile(join(folder, `${uid}.png`));
      yield { uid, kilobytes: Math.round(size / 1_024) };
    }
  } finally {
    signal.removeEventListener('abort', stop);
    await browser.close();
    await page.close();
  }
}
