/** Somebody in front of the page, who finds things by what stands on them and reads what is shown. */
import type { Locator, Page } from 'playwright-core';
import { dateLabel } from '../../src/base/time.ts';

/** What a visitor does. Places are `#atlas`, `Slipway` (the direct message) and `App Home`. */
export interface Visitor {
  readonly page: Page;
  /** Becomes another person, and looks at the same place as they see it. */
  becomes(person: string): Promise<void>;
  goes(place: string): Promise<void>;
  types(line: string): Promise<void>;
  /** The newest message in the channel or direct message. */
  newest(): Locator;
  /** The newest message that shows these words. */
  message(words: string): Locator;
  /** The modal on top, once it shows these words. */
  modal(words: string): Promise<Locator>;
  /** Presses the button with exactly these words; the newest such one when none is named. */
  presses(words: string, inside?: Locator): Promise<void>;
  /** Chooses from the `⋯` menu of a message. */
  menu(message: Locator, words: string): Promise<void>;
  /** Opens the menu of a message in which the app's shortcuts are. */
  tools(message: Locator): Promise<void>;
  /** Chooses one of the app's shortcuts in the menu of a message. */
  shortcut(message: Locator, words: string): Promise<void>;
  /** Answers the question that a button asks first; says what was asked. */
  confirms(words: string): Promise<string>;
  /** Lets the team do something on GitHub, and time go on until Slipway has looked. */
  onGitHub(...deeds: readonly string[]): Promise<void>;
  /** Pushes the clock on by as many tens of minutes. */
  waits(tens: number): Promise<void>;
  /** A field of the modal on top; a label that ends in “(optional)” is given without it. */
  field(label: string): Locator;
  fills(label: string, text: string): Promise<void>;
  /** Chooses in a select menu; for a multi select one choice more. */
  chooses(label: string, choice: string): Promise<void>;
  ticks(choice: string): Promise<void>;
  /** Closes the modal that is open. */
  closes(): Promise<void>;
  opensThread(message: Locator): Promise<Locator>;
  /** Pushes the clock to a date and time of the workspace, such as `2026-11-19T10:00`. */
  pushesTo(moment: string): Promise<void>;
  /** Pushes the clock to what is due next, and says what the button promised. */
  pushesToNext(): Promise<string>;
}

/** As much of a button as is used inside the page. */
interface Pressable {
  click(): void;
}

/** Opens the page as a newcomer does. */
export async function visit(page: Page, url: string): Promise<Visitor> {
  page.setDefaultTimeout(20_000);
  page.setDefaultNavigationTimeout(30_000);
  await page.goto(url);
  const clock = page.getByRole('status', { name: 'Workspace time' });
  const channel = page.getByRole('main');
  const dialog = page.getByRole('dialog');

  /** Time moves while the clock's buttons are off; it has come to rest when they are on again. */
  const arriveAt = async (words: string | RegExp): Promise<void> => {
    await clock.getByText(words).waitFor({ timeout: 60_000 });
    await page.getByRole('button', { name: '+1 hour', disabled: false }).waitFor();
  };

  /** Presses what the page's own server answers. */
  const answered = async (route: string, button: Locator): Promise<void> => {
    await Promise.all([
      page.waitForResponse((response) => response.url().endsWith(`/api/${route}`)),
      button.click(),
    ]);
  };
  const tenMinutes = async (tens: number): Promise<void> => {
    for (let ten = 0; ten < tens; ten += 1) {
      await answered(
        'clock',
        page.getByRole('button', { name: '+10 min', exact: true, disabled: false }),
      );
      await page.getByRole('button', { name: '+10 min', exact: true, disabled: false }).waitFor();
    }
  };

  const tools = async (message: Locator): Promise<void> => {
    await page.keyboard.press('Escape');
    await message.hover();
    const button = message.getByRole('button', { name: 'More actions', expanded: false });
    await button.click();
  };

  return {
    page,
    newest: () => channel.getByRole('article').last(),
    message: (words) => channel.getByRole('article').filter({ hasText: words }).last(),
    async becomes(person) {
      await page.getByRole('button', { name: /^You are / }).click();
      await page.getByRole('menuitemradio', { name: person }).click();
      await page.getByRole('button', { name: `You are ${person}` }).waitFor();
    },
    async goes(place) {
      const name = place.replace(/^#/, '');
      await page.getByRole('navigation', { name: 'Workspace' }).getByRole('link', { name }).click();
      await (
        place === 'App Home'
          ? page.getByRole('region', { name: 'App Home' })
          : page.getByRole('textbox', { name: `Message ${place}` })
      ).waitFor();
    },
    async types(line) {
      const box = channel.getByRole('textbox', { name: /^Message / });
      await box.pressSequentially(line);
      await box.press('Enter');
    },
    async modal(words) {
      await dialog.filter({ hasText: words }).waitFor();
      return dialog;
    },
    async presses(words, inside) {
      await (inside ?? page).getByRole('button', { name: words, exact: true }).last().click();
    },
    async menu(message, words) {
      await message.getByRole('button', { name: 'More options' }).click();
      await message.getByRole('menuitem', { name: words }).click();
    },
    tools,
    async shortcut(message, words) {
      await tools(message);
      await message.getByRole('menuitem', { name: words }).click();
    },
    async confirms(words) {
      const question = page.locator('dialog.confirm');
      const asked = await question.innerText();
      await question.getByRole('button', { name: words, exact: true }).click();
      return asked;
    },
    async onGitHub(...deeds) {
      await page.getByRole('button', { name: 'GitHub…', exact: true }).click();
      const panel = page.getByRole('dialog', { name: 'GitHub…' });
      for (const deed of deeds) {
        await answered(
          'deed',
          panel.getByRole('button', { name: deed, exact: true, disabled: false }),
        );
      }
      await page.keyboard.press('Escape');
      await panel.waitFor({ state: 'hidden' });
      await page.locator('#notices .notice').evaluateAll((all: readonly Pressable[]) => {
        for (const one of all) one.click();
      });
      await tenMinutes(1);
    },
    waits: tenMinutes,
    field: (label) => dialog.getByLabel(labelled(label)),
    async fills(label, text) {
      await dialog.getByLabel(labelled(label)).fill(text);
    },
    async chooses(label, choice) {
      await dialog.getByRole('combobox', { name: labelled(label) }).click();
      await dialog.getByRole('option', { name: choice }).click();
    },
    async ticks(choice) {
      await dialog.getByLabel(choice, { exact: true }).check();
    },
    async closes() {
      await dialog.getByRole('button', { name: 'Close' }).first().click();
      await dialog.waitFor({ state: 'detached' });
    },
    async opensThread(message) {
      await message.getByRole('link', { name: /repl(y|ies)\./ }).click();
      const thread = page.getByRole('complementary', { name: 'Thread' });
      await thread.waitFor();
      return thread;
    },
    async pushesTo(moment) {
      const [date = '', time = ''] = moment.split('T');
      await page.getByLabel('Move to date and time').fill(moment);
      await page.getByRole('button', { name: 'Go', exact: true }).click();
      await arriveAt(`${dateLabel(date)} ${date.slice(0, 4)}, ${time}`);
    },
    async pushesToNext() {
      const button = page.getByRole('button', { name: /^To next due/ });
      const promised = (await button.getAttribute('title')) ?? '';
      await button.click();
      const [date = '', time = ''] = promised.split(', ').slice(-2);
      await arriveAt(new RegExp(`^${date} \\d{4}, ${time}`));
      return promised;
    },
  };
}

function labelled(label: string): RegExp {
  return new RegExp(`^${label.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}( \\(optional\\))?$`);
}

/**
 * What stands there, line by line, without the empty ones. The sandbox's clock runs on while the visitor
 * reads, so the first minutes of an hour read as its beginning.
 */
export async function read(place: Locator): Promise<string> {
  const text = await place.innerText();
  return text
    .split('\n')
    .map((line) => line.trim().replaceAll(/\b(\d{1,2}):0\d\b/g, '$1:00'))
    .filter((line) => line !== '')
    .join('\n');
}
