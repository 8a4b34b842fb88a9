/** The page's own behaviour in a real browser: what a person holds stays theirs while the screen changes. */
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startRig, type Rig } from '../sandbox/page/harness.ts';
import { launchChromium } from './chromium.ts';
import { sampleApp } from './sample-app.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

/** Errors that the page under test threw; each test ends without any. */
const complaints: string[] = [];
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
  expect(complaints.splice(0)).toEqual([]);
});

interface Screen {
  readonly rig: Rig;
  readonly page: Page;
  readonly box: Locator;
  readonly pressed: readonly string[];
}

/** The page in a window of its own, as this person, in #atlas. */
async function open(as = 'U0MARA', size = { width: 1280, height: 860 }): Promise<Screen> {
  const pressed: string[] = [];
  const rig = await startRig(sampleApp(pressed));
  const page = await browser.newPage({ viewport: size });
  page.setDefaultTimeout(5_000);
  page.setDefaultNavigationTimeout(30_000);
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${rig.url}?as=${as}&at=C0ATLAS`);
  return { rig, page, box: page.getByRole('textbox', { name: 'Message #atlas' }), pressed };
}

const isFocused = (field: Locator): Promise<boolean> =>
  field.evaluate((node: { matches(selector: string): boolean }) => node.matches(':focus'));

/** How far a conversation is scrolled, and how far from its end. */
async function scrolled(page: Page): Promise<{ readonly top: number; readonly rest: number }> {
  return page.getByRole('log').evaluate((box: Scroller) => ({
    top: box.scrollTop,
    rest: box.scrollHeight - box.clientHeight - box.scrollTop,
  }));
}

interface Scroller {
  scrollTop: number;
  readonly scrollHeight: number;
  readonly clientHeight: number;
}

async function openForm({ page, box }: Screen): Promise<Locator> {
  await box.fill('/release plan');
  await box.press('Enter');
  await page.getByLabel('Version').waitFor();
  return page.getByRole('dialog');
}

describe('writing', () => {
  test('the draft, the caret and the focus stay when messages come', async () => {
    const { rig, page, box } = await open();
    await box.fill('half a thou');
    await box.press('ArrowLeft');
    await rig.slack.as('U0PAUL').say('C0ATLAS', 'a new message');
    await page.getByText('a new message').waitFor();
    expect(await isFocused(box)).toBe(true);
    await box.press('x');
    expect(await box.inputValue()).toBe('half a thoxu');
  });

  test('every conversation keeps its own draft', async () => {
    const { page, box } = await open('U0PAUL');
    await box.fill('for atlas');
    await page.getByRole('link', { name: 'quiet' }).click();
    const quiet = page.getByRole('textbox', { name: 'Message #quiet' });
    await quiet.waitFor();
    expect(await quiet.inputValue()).toBe('');
    await page.goBack();
    await box.waitFor();
    expect(await box.inputValue()).toBe('for atlas');
  });

  test('Enter sends, Shift and Enter break the line', async () => {
    const { rig, box, page } = await open();
    await box.pressSequentially('line one');
    await box.press('Shift+Enter');
    await box.pressSequentially('line two');
    await box.press('Enter');
    await page.getByText('line two').waitFor();
    expect(rig.slack.messages('C0ATLAS').map(({ text }) => text)).toEqual(['line one\nline two']);
    expect(await box.inputValue()).toBe('');
  });

  test('commands are completed by Tab and by Enter', async () => {
    const { box } = await open();
    for (const key of ['Tab', 'Enter']) {
      await box.fill('');
      await box.pressSequentially('/rel');
      await box.press(key);
      expect(await box.inputValue()).toBe('/release ');
    }
  });
});

describe('reading', () => {
  test('the end is kept in sight, and an older place stays where it is', async () => {
    const { rig, page } = await open();
    const paul = rig.slack.as('U0PAUL');
    for (let line = 1; line <= 40; line += 1) await paul.say('C0ATLAS', `line ${line}`);
    await page.getByText('line 40', { exact: true }).waitFor();
    await expect.poll(async () => (await scrolled(page)).rest).toBeLessThan(3);
    await page.getByRole('log').evaluate((box: Scroller) => void (box.scrollTop = 50));
    await paul.say('C0ATLAS', 'below');
    await page.getByText('below').waitFor({ state: 'attached' });
    expect((await scrolled(page)).top).toBe(50);
  });

  test('one pill stands at the top, however many days there are', async () => {
    const { rig, page } = await open();
    const paul = rig.slack.as('U0PAUL');
    for (const day of ['2026-11-21', '2026-11-22', '2026-11-23']) {
      rig.clock.push(`${day}T09:00:00.000Z`);
      for (let line = 1; line <= 20; line += 1) await paul.say('C0ATLAS', `${day} ${line}`);
    }
    await page.getByText('2026-11-23 20').waitFor();
    const top = (await page.getByRole('log').boundingBox())?.y ?? 0;
    const pills = await page.getByRole('separator').all();
    const places = await Promise.all(pills.map((pill) => pill.boundingBox()));
    const atTop = places.filter((place) => Math.abs((place?.y ?? 0) - top - 12) < 12);
    expect(places).toHaveLength(3);
    expect(atTop).toHaveLength(1);
  });

  test('a thread opens beside the channel, takes replies, and closes', async () => {
    const { rig, page } = await open();
    await rig.slack.as('U0PAUL').say('C0ATLAS', 'what of the host?');
    const message = page.getByRole('article').filter({ hasText: 'what of the host?' });
    await message.hover();
    await message.getByRole('link', { name: 'Reply in thread' }).click();
    await page.getByRole('textbox', { name: 'Reply…' }).fill('it comes');
    await page.keyboard.press('Enter');
    const thread = page.getByRole('complementary', { name: 'Thread' });
    await thread.getByText('it comes').waitFor();
    await page.getByRole('link', { name: 'Close thread' }).click();
    await thread.waitFor({ state: 'detached' });
    await page.getByRole('link', { name: /^1 reply/ }).waitFor();
  });
});

describe('a modal', () => {
  test('what is typed, chosen and ticked survives an update by the app', async () => {
    const screen = await open();
    const { page } = screen;
    await openForm(screen);
    await page.getByLabel('Version').fill('0.9.1');
    await page.getByLabel('Light').check();
    await page.getByLabel('Portugal').check();
    await page.getByRole('combobox', { name: 'Type' }).click();
    await page.getByRole('option', { name: 'Patch' }).click();
    await page.getByText('Type is now patch.').waitFor();
    expect(await page.getByLabel('Version').inputValue()).toBe('0.9.1');
    expect(await page.getByLabel('Light').isChecked()).toBe(true);
    expect(await page.getByLabel('Portugal').isChecked()).toBe(true);
    expect(await page.getByRole('combobox', { name: 'Type' }).inputValue()).toBe('Patch');
  });

  test('the field in hand keeps the focus while the channel behind it changes', async () => {
    const screen = await open();
    const { rig, page } = screen;
    await openForm(screen);
    const version = page.getByLabel('Version');
    await version.fill('0.9');
    await rig.slack.as('U0PAUL').say('C0ATLAS', 'meanwhile');
    await page.getByText('meanwhile').waitFor({ state: 'attached' });
    expect(await isFocused(version)).toBe(true);
    await version.pressSequentially('.1');
    expect(await version.inputValue()).toBe('0.9.1');
  });

  test('Enter submits, a mistake comes back at its field, Escape closes', async () => {
    const screen = await open();
    const { page, box } = screen;
    const dialog = await openForm(screen);
    await page.getByLabel('Version').fill('seven');
    await page.getByRole('combobox', { name: 'Type' }).click();
    await page.getByRole('option', { name: 'Minor' }).click();
    await page.getByText('Type is now minor.').waitFor();
    await page.getByLabel('Version').press('Enter');
    expect(await dialog.getByRole('alert').innerText()).toBe('Write it as 1.4.0.');
    expect(await page.getByLabel('Version').inputValue()).toBe('seven');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(() => isFocused(box)).toBe(true);
  });

  test('a select is searched and chosen from by keyboard; Escape closes only its list', async () => {
    const screen = await open();
    const { page, pressed } = screen;
    const dialog = await openForm(screen);
    const type = page.getByRole('combobox', { name: 'Type' });
    await type.focus();
    await type.press('ArrowDown');
    await type.press('Escape');
    expect(await type.getAttribute('aria-expanded')).toBe('false');
    expect(await dialog.isVisible()).toBe(true);
    await type.pressSequentially('pat');
    const offered = page.getByRole('option').filter({ visible: true });
    await expect.poll(() => offered.allInnerTexts()).toEqual(['Patch']);
    await type.press('Enter');
    await page.getByText('Type is now patch.').waitFor();
    expect(await type.inputValue()).toBe('Patch');
    expect(pressed).toEqual(['type']);
  });

  test('several choices stand as chips, and Backspace takes the last back', async () => {
    const screen = await open();
    const { page } = screen;
    const dialog = await openForm(screen);
    const chips = dialog.getByRole('button', { name: /^Remove / });
    const who = page.getByRole('combobox', { name: 'Who is asked' });
    await who.click();
    await page.getByRole('option', { name: 'Mara Keller' }).click();
    await expect.poll(() => chips.allInnerTexts()).toEqual(['Mara Keller', 'Paul Osei']);
    await who.press('Backspace');
    await expect.poll(() => chips.allInnerTexts()).toEqual(['Mara Keller']);
  });
});

describe('pressing', () => {
  async function ask(screen: Screen): Promise<void> {
    await screen.box.fill('/release ask');
    await screen.box.press('Enter');
    await screen.page.getByText('Will it ship?').waitFor();
  }

  test('a button is answered in place', async () => {
    const screen = await open();
    await ask(screen);
    await screen.page.getByRole('button', { name: 'Likely' }).click();
    await screen.page.getByText('Recorded: Likely.').waitFor();
    expect(screen.pressed).toEqual(['likely']);
  });

  test('a button with a question asks it first', async () => {
    const screen = await open();
    const { page, pressed } = screen;
    await ask(screen);
    await page.getByRole('button', { name: 'Roll back' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Keep it' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(pressed).toEqual([]);
    await page.getByRole('button', { name: 'Roll back' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Do it' }).click();
    await page.getByText('Recorded: Roll back.').waitFor();
    expect(pressed).toEqual(['roll back']);
  });

  test('a shortcut opens its modal, from the composer and from a message', async () => {
    const { rig, page } = await open();
    await page.getByRole('button', { name: 'Shortcuts' }).click();
    await page.getByRole('menuitem', { name: 'Plan a release' }).click();
    await page.getByText('Opened by plan.').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await rig.slack.as('U0PAUL').say('C0ATLAS', 'the host is late');
    const message = page.getByRole('article').filter({ hasText: 'the host is late' });
    await message.hover();
    await message.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Add as a release risk' }).click();
    await page.getByText('Opened by risk.').waitFor();
  });
});

describe('moving about', () => {
  test('App Home stays open for whoever one becomes, and its select is heard', async () => {
    const { page, pressed } = await open();
    await page.getByRole('link', { name: 'App Home' }).click();
    await page.getByText('What waits for you').waitFor();
    await page.getByRole('button', { name: /^You are Mara/ }).click();
    await page.getByRole('menuitemradio', { name: 'Paul Osei' }).click();
    await page.getByRole('button', { name: /^You are Paul/ }).waitFor();
    await page.getByText('What waits for you').waitFor();
    await page.getByRole('combobox', { name: 'Project' }).click();
    await page.getByRole('option', { name: 'Zephyr' }).click();
    await expect.poll(() => pressed).toEqual(['project']);
    expect(await page.getByRole('combobox', { name: 'Project' }).inputValue()).toBe('Zephyr');
  });

  test('the clock moves to a date and time', async () => {
    const { rig, page } = await open();
    await page.getByLabel('Move to date and time').fill('2026-12-01T10:30');
    await page.getByRole('button', { name: 'Go', exact: true }).click();
    await page.getByText('Tue 1 Dec 2026, 10:30').waitFor();
    expect(rig.time.pushed).toEqual(['2026-12-01T09:30:00.000Z']);
  });

  test('on a phone the sidebar is a drawer that closes behind a choice', async () => {
    const { page } = await open('U0MARA', { width: 390, height: 844 });
    const home = page.getByRole('link', { name: 'App Home' });
    expect(await home.isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Open sidebar' }).click();
    await home.click();
    await page.getByText('What waits for you').waitFor();
    await expect.poll(() => home.isVisible()).toBe(false);
    const wide = await page.getByRole('region', { name: 'App Home' }).boundingBox();
    expect(wide?.width).toBe(390);
  });
});
