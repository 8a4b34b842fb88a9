/** “What if…” in a real browser: with the mouse, with the keyboard, on a phone. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startRig, type Rig } from '../sandbox/page/harness.ts';
import { launchChromium } from './chromium.ts';
import { sampleApp } from './sample-app.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

const complaints: string[] = [];
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
  expect(complaints.splice(0)).toEqual([]);
});

async function open(size = { width: 1280, height: 860 }): Promise<{ rig: Rig; page: Page }> {
  const rig = await startRig(sampleApp([]));
  const page = await browser.newPage({ viewport: size });
  page.setDefaultTimeout(5_000);
  page.setDefaultNavigationTimeout(30_000);
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${rig.url}?as=U0MARA&at=C0ATLAS`);
  return { rig, page };
}

const panelOf = (page: Page) => page.getByRole('dialog', { name: 'What if…' });
const mark = (page: Page) => page.locator('.mood-button');

describe('what if', () => {
  test('a switch does what it says, the bar says so, and the panel stays open', async () => {
    const { rig, page } = await open();
    expect(await mark(page).innerText()).toBe('What if…');
    await mark(page).click();
    const panel = panelOf(page);
    await panel.getByRole('switch', { name: '#atlas is shared' }).click();
    await expect.poll(() => mark(page).innerText()).toBe('#atlas is shared');
    await panel.getByRole('switch', { name: 'Slack is down' }).click();
    await expect.poll(() => mark(page).innerText()).toMatch(/^Slack is down\s*\+1$/);
    expect(await mark(page).getAttribute('title')).toBe('Slack is down · #atlas is shared');
    expect(rig.slack.channels().find(({ id }) => id === 'C0ATLAS')?.sharedWith).toHaveLength(1);
    expect((await fetch(`${rig.slack.apiUrl}auth.test`, { method: 'POST' })).status).toBe(503);
    expect(await panel.isVisible()).toBe(true);
    await panel.getByRole('button', { name: 'All off' }).click();
    await expect.poll(() => mark(page).innerText()).toBe('What if…');
    expect((await fetch(`${rig.slack.apiUrl}auth.test`, { method: 'POST' })).status).toBe(200);
    expect(rig.slack.channels().find(({ id }) => id === 'C0ATLAS')?.sharedWith).toEqual([]);
  });

  test('every tab shows what is on, also one that is opened later', async () => {
    const { rig, page } = await open();
    const other = await browser.newPage();
    await other.goto(rig.url);
    await mark(page).click();
    await panelOf(page).getByRole('switch', { name: 'The token is revoked' }).click();
    await expect.poll(() => mark(other).innerText()).toBe('The token is revoked');
    await other.reload();
    expect(await mark(other).innerText()).toBe('The token is revoked');
  });

  test('by keyboard alone: open, switch, close, and the focus is back', async () => {
    const { page } = await open();
    await mark(page).focus();
    await page.keyboard.press('Enter');
    const first = panelOf(page).getByRole('switch').first();
    for (let turn = 0; turn < 6; turn += 1) {
      if (
        await first.evaluate((node: { matches(what: string): boolean }) => node.matches(':focus'))
      )
        break;
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Space');
    await expect.poll(() => first.getAttribute('aria-checked')).toBe('true');
    await page.keyboard.press('Escape');
    await panelOf(page).waitFor({ state: 'hidden' });
    const isBack = mark(page).evaluate((node: { matches(what: string): boolean }) =>
      node.matches(':focus'),
    );
    expect(await isBack).toBe(true);
  });

  test('on a phone it is a sheet as wide as the screen, and what is too long scrolls', async () => {
    const { page } = await open({ width: 390, height: 844 });
    await mark(page).click();
    const panel = panelOf(page);
    const box = await panel.boundingBox();
    expect(box?.width).toBe(390);
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBe(844);
    const last = panel.getByRole('switch').last();
    await last.scrollIntoViewIfNeeded();
    await last.click();
    await expect.poll(() => mark(page).innerText()).toBe('#atlas is shared');
    const wide = await page.evaluate('document.documentElement.scrollWidth');
    expect(wide).toBe(390);
  });
});
