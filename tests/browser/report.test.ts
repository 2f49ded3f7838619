import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { phoenix } from '../../packages/dispatcher/src/phoenix.ts';
import { historyWorld, type ToldRun } from '../../packages/dispatcher/src/test-support/history.ts';
import {
  failedRun,
  hostileRun,
  largeRun,
  openRun,
  setupRun,
} from '../../packages/dispatcher/src/test-support/told-runs.ts';
import { CHROMIUM, openBrowser } from './browser.ts';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const PHONE = { width: 390, height: 844 };
const DESK = { width: 1440, height: 900 };
const RUNS: Readonly<Record<string, ToldRun>> = {
  failed: failedRun,
  died: openRun,
  setup: setupRun,
  hostile: hostileRun,
  large: largeRun(500),
};

describe.runIf(CHROMIUM !== undefined)('a report', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'phoenix-report-'));
  let browser: Browser;

  beforeAll(async () => {
    browser = await openBrowser();
    for (const [name, run] of Object.entries(RUNS)) {
      const before = { '20260101T110000-1': failedRun };
      const world = historyWorld({ '20260102T110000-77': run, ...before });
      expect(await phoenix(['report'], world)).toBe(0);
      writeFileSync(join(scratch, `${name}.html`), world.printed.stdout);
    }
  });
  afterAll(async () => {
    await browser.close();
    rmSync(scratch, { recursive: true });
  });

  const urlOf = (name: string) => pathToFileURL(join(scratch, `${name}.html`)).href;

  /** Opens a report, and keeps what the browser has to say of it and what it asks for. */
  async function open(
    name: string,
    viewport: typeof DESK,
    colorScheme: 'light' | 'dark' = 'light',
    options: { bypassCSP?: boolean } = {},
  ) {
    const context = await browser.newContext({ viewport, colorScheme, ...options });
    const page = await context.newPage();
    const said: string[] = [];
    const asked: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(error.message));
    page.on('dialog', (dialog) => {
      said.push(dialog.message());
      void dialog.dismiss();
    });
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(urlOf(name));
    return { page, said, asked, close: () => context.close() };
  }

  const everywhere = [PHONE, DESK].flatMap((size) => [
    ['failed', size, 'light'] as const,
    ['failed', size, 'dark'] as const,
  ]);
  const once = [
    ['died', PHONE, 'light'],
    ['setup', DESK, 'dark'],
    ['hostile', PHONE, 'dark'],
    ['hostile', DESK, 'light'],
  ] as const;
  const large = ['large', PHONE, 'light'] as const;

  it.each([...everywhere, ...once, large])(
    '%s at %o, %s: asks for nothing, says nothing, fits',
    async (name, size, scheme) => {
      const { page, said, asked, close } = await open(name, size, scheme);
      expect(asked).toEqual([urlOf(name)]);
      expect(said).toEqual([]);
      const wide = await page.evaluate('document.documentElement.scrollWidth');
      expect(wide).toBe(size.width);
      expect(
        await page.evaluate('getComputedStyle(document.documentElement).backgroundColor'),
      ).toBe(scheme === 'dark' ? 'rgb(18, 21, 25)' : 'rgb(252, 252, 250)');
      await close();
    },
  );

  it.each([...everywhere, ...once])(
    '%s at %o, %s: axe finds no violation',
    async (name, size, scheme) => {
      // The page runs no script, so that axe needs a way past its policy.
      const { page, close } = await open(name, size, scheme, { bypassCSP: true });
      for (const folded of await page.locator('summary').all()) {
        if ((await folded.locator('xpath=..').getAttribute('open')) === null) await folded.click();
      }
      expect(await violations(page)).toEqual([]);
      await close();
    },
  );

  it('leads the keyboard to what went wrong, and opens what is folded', async () => {
    const { page, close } = await open('failed', DESK);
    await page.keyboard.press('Tab');
    const skip = page.locator(':focus');
    expect(await skip.textContent()).toBe('Skip to: What went wrong');
    const box = await skip.boundingBox();
    expect(box !== null && box.y >= 0).toBe(true);
    await page.keyboard.press('Enter');
    expect(new URL(page.url()).hash).toBe('#failures');
    await page.keyboard.press('Tab');
    expect(await page.locator('summary:focus').textContent()).toContain('What was said last');
    const log = page.locator('#failure-920 pre[role=region]');
    expect(await log.isVisible()).toBe(true);
    await page.keyboard.press('Enter');
    expect(await log.isVisible()).toBe(false);
    await close();
  });

  it('prints light, with what is folded', async () => {
    const { page, close } = await open('failed', DESK, 'dark');
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await page.evaluate('getComputedStyle(document.documentElement).backgroundColor')).toBe(
      'rgb(255, 255, 255)',
    );
    expect(await page.locator('#operations td').first().isVisible()).toBe(true);
    expect(await page.locator('nav').isVisible()).toBe(false);
    await close();
  });

  it('lays out no lane over another, and cuts no text of a lane short on a desk', async () => {
    const { page, close } = await open('failed', DESK);
    const boxes = await Promise.all(
      (await page.locator('.lane').all()).map((lane) => lane.boundingBox()),
    );
    boxes.reduce((above, box) => {
      expect(box?.y).toBeGreaterThanOrEqual((above?.y ?? 0) + (above?.height ?? 0) - 1);
      return box;
    });
    const cut = await page.evaluate(
      '[...document.querySelectorAll(".who")].filter((one) => one.scrollWidth > one.clientWidth).length',
    );
    expect(cut).toBe(0);
    await close();
  });
});

/** What axe finds wrong, a line for each. */
async function violations(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: axe });
  const { violations: found } = (await page.evaluate('axe.run()')) as AxeResults;
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html}: ${failureSummary}`),
  );
}
