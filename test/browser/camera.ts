/** Takes the pictures of the walk: what a person sees on one screen, at a desk and on a phone. */
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import type { PictureName } from './picture-names.ts';
import { STANDS } from './picture-names.ts';

/**
 * Takes one picture of `of`, or of all from `of` to the end of `until`, as far as the screen shows it. `ready` is
 * done on each screen before, such as opening a menu.
 */
export type Camera = (
  name: PictureName,
  of: Locator,
  until?: Locator,
  ready?: () => Promise<void>,
) => Promise<void>;

/** A part of the page in CSS pixels. */
interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** As much of an element as is used inside the page. */
interface Scrollable {
  scrollIntoView(how: { readonly block: 'start' }): void;
  scrollTo(left: number, top: number): void;
}

// A message has its own margin inside; what has none gets a little air.
const AIR = 16;
const SCROLLER = 'xpath=ancestor-or-self::*[contains(concat(" ", @class, " "), " messages ")]';

const nothing = (): Promise<void> => Promise.resolve();

/** A camera that writes PNG files into `folder`. */
export function cameraInto(folder: string): Camera {
  return async (name, of, until = of, ready = nothing) => {
    const page = of.page();
    const before = page.viewportSize();
    await page.mouse.move(0, 0);
    const isModal = (await of.getAttribute('data-top')) !== null;
    if (isModal)
      await of.locator('.modal-body').evaluate((body: Scrollable) => body.scrollTo(0, 0));
    for (const { suffix, width, height, scrolled } of STANDS) {
      await page.setViewportSize({ width, height: isModal ? height : scrolled });
      await of.evaluate((part: Scrollable) => part.scrollIntoView({ block: 'start' }));
      await ready();
      await page.screenshot({
        path: join(folder, `${name}${suffix}.png`),
        clip: await frame(page, of, until, ready !== nothing),
        animations: 'disabled',
      });
    }
    if (before !== null) await page.setViewportSize(before);
  };
}

/** A menu that was opened hangs over the edge of the list that it belongs to, and is seen as a whole. */
async function frame(page: Page, of: Locator, until: Locator, hasMenu: boolean): Promise<Box> {
  const isMessage = (await of.getAttribute('data-scope')) === 'message';
  const whole = span(await boxOf(of), await boxOf(until), isMessage ? 0 : AIR);
  const scroller = of.locator(SCROLLER);
  const seen =
    hasMenu || (await scroller.count()) === 0 ? screen(page) : inside(await boxOf(scroller));
  return common(whole, common(seen, screen(page)));
}

async function boxOf(part: Locator): Promise<Box> {
  const box = await part.boundingBox();
  if (box === null) throw new Error(`there is nothing to take a picture of: ${part.toString()}`);
  return box;
}

function screen(page: Page): Box {
  return { x: 0, y: 0, ...(page.viewportSize() ?? { width: 0, height: 0 }) };
}

/** A pane without its edge, so that no thin line of a neighbour gets in. */
function inside({ x, y, width, height }: Box): Box {
  const edge = 2;
  return { x: x + edge, y: y + edge, width: width - 2 * edge, height: height - 2 * edge };
}

/** From the upper left of the first to the lower right of the last, with `air` around it. */
function span(first: Box, last: Box, air: number): Box {
  const x = Math.min(first.x, last.x) - air;
  const y = first.y - air;
  const right = Math.max(first.x + first.width, last.x + last.width) + air;
  return { x, y, width: right - x, height: last.y + last.height + air - y };
}

function common(one: Box, other: Box): Box {
  const x = Math.max(one.x, other.x);
  const y = Math.max(one.y, other.y);
  const right = Math.min(one.x + one.width, other.x + other.width);
  const bottom = Math.min(one.y + one.height, other.y + other.height);
  return { x, y, width: right - x, height: bottom - y };
}
