import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chromium, type Browser, type Page } from 'playwright-core';
import { findBrowser } from '../../tools/browser';
import { StartedRun } from './support/run';

/** Fault, a minute until it fires, and what comes after. Milliseconds. */
const STORY_MS = 180_000;

let run: StartedRun;
let browser: Browser;
let page: Page;
/** What the browser complained of. */
const complaints: string[] = [];

beforeAll(async () => {
  // Before the run, which may be up sooner than a browser. Containers have no user namespaces for its sandbox; the page is ours.
  browser = await chromium.launch({ executablePath: findBrowser(), args: ['--no-sandbox'] });
  // Only for the accessibility checker, which is put into the page.
  page = await browser.newPage({ bypassCSP: true });
  page.on('console', (message) => {
    // On a busy machine a panel may wait in vain for Prometheus once; the page says so and asks again.
    if (message.type() === 'error' && !message.text().includes('502')) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  run = new StartedRun();
  await run.printed('Open http');
  await page.goto(/Open (http:\S+)/.exec(run.output)?.[1] ?? '');
});
afterAll(async () => {
  await (browser as Browser | undefined)?.close();
  await (run as StartedRun | undefined)?.dispose();
});

const link = (navigation: 'Sections' | 'Dashboards', name: string) =>
  page.getByRole('navigation', { name: navigation }).getByRole('link', { name, exact: true });

/** Opens a dashboard. */
async function open(board: string): Promise<void> {
  await link('Sections', 'Dashboards').click();
  await link('Dashboards', board).click();
  await page.getByRole('heading', { name: board, exact: true }).waitFor();
}

/** A panel of the board that is shown. */
const panel = (title: string) => page.locator('figure', { hasText: title }).first();

/** Findings of axe-core about the page as it is now. */
async function barriers(): Promise<readonly string[]> {
  await page.addScriptTag({ content: readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8') });
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const { violations } = await axe.run();
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  });
}

describe('the page, in a real browser', () => {
  it('is open while programs are still being built or started, and says what is done', async () => {
    await page.getByRole('heading', { name: 'Getting ready' }).waitFor();
    await page.getByText('Prometheus, Alertmanager, operator').waitFor();
  });

  it('turns to the overview by itself once everything is up', async () => {
    await run.printed('What happens');
    await page.getByRole('heading', { name: 'Alerts' }).waitFor();
    expect(await page.getByRole('status').innerText()).toContain('running');
  });

  it('draws the dashboards with the data of the run', async () => {
    await open('System Health');
    await page
      .locator('figure[data-state=data]', { hasText: 'Requests' })
      .first()
      .waitFor({ timeout: 90_000 });
    expect(await panel('Requests').locator('canvas').count()).toBe(1);
    expect(await panel('Service status').innerText()).toContain('demo');
    expect(await page.locator('figure[data-state=fault]').count()).toBe(0);
    await link('Sections', 'Overview').click();
  });

  it('switches a fault by keyboard alone', async () => {
    for (let pressed = 0; pressed < 20; pressed += 1) {
      await page.keyboard.press('Tab');
      if ((await page.locator(':focus').innerText()).startsWith('outage')) break;
    }
    await page.keyboard.press('Enter');
    await page.locator('button[aria-pressed=true]', { hasText: 'outage' }).waitFor();
  });

  it('shows the alert on its way from its condition to the people', async () => {
    const life = page.locator('.life', { hasText: 'ServiceDown' });
    await life.locator('.reached', { hasText: 'Pending' }).waitFor({ timeout: STORY_MS });
    await life.locator('.reached', { hasText: 'Delivered' }).waitFor({ timeout: STORY_MS });
    // The channels are told one by one.
    await life.locator('.told', { hasText: 'pagerduty' }).waitFor({ timeout: STORY_MS });
    await life.locator('.told', { hasText: 'slack #shop-alerts' }).waitFor({ timeout: STORY_MS });
  });

  it('shows the message as the people got it', async () => {
    await link('Sections', 'Inboxes').click();
    await page.getByRole('button', { name: 'Slack' }).click();
    const message = page.locator('.notifications li', { hasText: 'ServiceDown' }).first();
    expect(await message.innerText()).toContain('/runbooks/ServiceDown.md');
  });

  it('turns the service red on its dashboard', async () => {
    await open('System Health');
    await page.locator('.tile.red', { hasText: 'DOWN' }).first().waitFor({ timeout: 60_000 });
  });

  it('shows the end of the alert, and that people were told of it', async () => {
    await link('Sections', 'Overview').click();
    await page.getByRole('button', { name: /^outage/ }).click();
    const life = page.locator('.life.over', { hasText: 'ServiceDown' });
    await life.locator('.reached', { hasText: 'Resolved' }).waitFor({ timeout: STORY_MS });
    await life.getByTitle('and told so').waitFor({ timeout: STORY_MS });
  });

  it('has no barrier that axe-core knows of, on any of its sections', async () => {
    for (const name of ['Overview', 'Dashboards', 'Inboxes', 'What runs']) {
      await link('Sections', name).click();
      await page.waitForTimeout(1_500);
      expect([name, await barriers()]).toEqual([name, []]);
    }
  });

  it('says so when the run has ended, and complained of nothing before', async () => {
    expect(complaints).toEqual([]);
    run.signal('SIGINT');
    await page.getByText('The run has ended').waitFor({ timeout: 20_000 });
  });
});
