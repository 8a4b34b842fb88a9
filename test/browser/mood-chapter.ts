/** “What if…”: a visitor lets something go wrong, sees in the bar that it does, and ends it. */
import type { Camera } from './camera.ts';
import type { Visitor } from './visitor.ts';

/** What the bar says while something goes wrong, and afterwards. */
export interface MoodsSeen {
  readonly during: string;
  readonly after: string;
}

/** Opens the panel, switches two things on, looks, and switches all off. */
export async function letThingsGoWrong({ page }: Visitor, take: Camera): Promise<MoodsSeen> {
  const bar = page.getByRole('banner', { name: 'Clock' });
  const button = bar.locator('[popovertarget=moods]');
  await button.click();
  const panel = page.getByRole('dialog', { name: 'What if…' });
  for (const name of ['Slack loses its answers', 'Slack throttles #atlas'])
    await panel.getByRole('switch', { name }).click();
  await panel.locator('[aria-checked=true]').nth(1).waitFor();
  const during = await button.innerText();
  await panel.getByRole('switch').first().scrollIntoViewIfNeeded();
  await panel.getByRole('heading', { name: 'Slack', exact: true }).scrollIntoViewIfNeeded();
  await take('what-if', button, panel.getByRole('region', { name: 'Slack' }));
  await panel.getByRole('button', { name: 'All off' }).click();
  await panel.locator('[aria-checked=true]').first().waitFor({ state: 'detached' });
  await page.keyboard.press('Escape');
  await panel.waitFor({ state: 'hidden' });
  return { during, after: await button.innerText() };
}
