/** Every command of the operator's manual, run as it is written there, in its order. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Running } from '../support/child-program.ts';
import { openPremises, type Premises } from './premises.ts';

const MANUAL = readFileSync(join(import.meta.dirname, '../../docs/operate.md'), 'utf8');
const commands = [...MANUAL.matchAll(/^```sh\n([^`]*)```$/gm)].flatMap(([, block = '']) =>
  block.trim().split('\n'),
);

let premises: Premises;
let bot: Running;
beforeAll(async () => {
  premises = await openPremises();
  bot = premises.run([]);
  await vi.waitFor(() => expect(premises.world.slack.connections()).toBe(2), { timeout: 15_000 });
}, 60_000);
async function stopBot(): Promise<void> {
  bot.signal('SIGTERM');
  await bot.ended;
}
afterAll(async () => {
  await stopBot();
  await premises.close();
});

test(
  'the commands of the manual work beside a running bot, but restore',
  { timeout: 120_000 },
  async () => {
    expect(commands.length).toBeGreaterThan(4);
    for (const command of commands) {
      const [npx, slipway, ...words] = command.split(' ');
      expect([npx, slipway], command).toEqual(['npx', 'slipway']);
      if (words[0] === 'restore') await stopBot();
      const { code, output } = await premises.run(words).ended;
      expect(code, `${command}\n${output}`).toBe(0);
    }
  },
);
