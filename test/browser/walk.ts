/** The main job from its first command to the silence after it, as the page shows it. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import type { Instant } from '../../src/base/time.ts';
import { answerCheckins, type AnswersSeen } from './answers-chapter.ts';
import type { Camera } from './camera.ts';
import { launchChromium } from './chromium.ts';
import { reportWeek, type DigestSeen } from './digest-chapter.ts';
import { endRelease, type EndSeen } from './end-chapter.ts';
import { meetSlipway, type FirstContactSeen } from './first-contact-chapter.ts';
import { visitHome, type HomeSeen } from './home-chapter.ts';
import { SHARPNESS } from './picture-names.ts';
import { letThingsGoWrong, type MoodsSeen } from './mood-chapter.ts';
import { planRelease, type PlanSeen } from './plan-chapter.ts';
import { startProgram } from './program.ts';
import { visit } from './visitor.ts';

/** How a walk ended. */
export interface Ended {
  /** What went wrong inside the browser: errors and warnings of its console. */
  readonly complaints: readonly string[];
  /** All that the program printed until it was told to stop. */
  readonly printed: string;
  readonly exitCode: number | null;
}

/** Everything that was read on the way, chapter by chapter. */
export interface Seen extends Ended {
  readonly first: FirstContactSeen;
  readonly plan: PlanSeen;
  readonly answers: AnswersSeen;
  readonly home: HomeSeen;
  readonly moods: MoodsSeen;
  readonly digest: DigestSeen;
  readonly end: EndSeen;
}

/** Monday morning, five weeks before the GitHub milestone is due. */
const START = '2026-11-16T08:00:00.000Z';

/** Walks through the page in Chromium and takes the pictures. */
export async function walk(take: Camera): Promise<Seen> {
  return inBrowser(START, (page, url) => walkChapters(page, url, take));
}

/**
 * Starts the program at `start` and lets `chapters` walk through its page. Where a walk gets stuck, the
 * error names a picture of the page at that moment.
 */
export async function inBrowser<Chapters>(
  start: Instant,
  chapters: (page: Page, url: string) => Promise<Chapters>,
): Promise<Chapters & Ended> {
  const program = await startProgram(start);
  const browser = await launchChromium();
  try {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 860 },
      deviceScaleFactor: SHARPNESS,
    });
    const complaints = listenTo(context);
    const page = await context.newPage();
    const read = await chapters(page, program.url).catch((error: unknown) => stuck(page, error));
    const printed = program.output();
    return { ...read, complaints, printed, exitCode: await program.stop() };
  } finally {
    await browser.close();
    await program.stop();
  }
}

async function stuck(page: Page, error: unknown): Promise<never> {
  const picture = join(tmpdir(), 'slipway-stuck.png');
  await page.screenshot({ path: picture });
  throw new Error(`the walk got stuck, see ${picture}`, { cause: error });
}

async function walkChapters(page: Page, url: string, take: Camera) {
  const visitor = await visit(page, url);
  return {
    first: await meetSlipway(visitor, take),
    plan: await planRelease(visitor, take),
    answers: await answerCheckins(visitor, take),
    home: await visitHome(visitor, take),
    moods: await letThingsGoWrong(visitor, take),
    digest: await reportWeek(visitor, take),
    end: await endRelease(visitor, take),
  };
}

function listenTo(context: BrowserContext): readonly string[] {
  const complaints: string[] = [];
  context.on('weberror', (trouble) => complaints.push(trouble.error().message));
  context.on('console', (line) => {
    if (line.type() === 'error' || line.type() === 'warning') complaints.push(line.text());
  });
  return complaints;
}
