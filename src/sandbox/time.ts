/** Time that can be pushed: every due instant on the way is visited in order, as if it had passed. */
import type { PushedClock } from '../base/clock.ts';
import type { Instant } from '../base/time.ts';
import type { App } from '../app.ts';
import type { OutsideWorld } from './outside-world.ts';
import type { PushableTime } from './page/options.ts';
import { PEOPLE } from './seed/people.ts';

/** What the kinds of promises mean to a visitor who is about to jump to one. */
const WORDS: Readonly<Record<string, string>> = {
  'checkin.ask': 'check-ins are asked',
  'checkin.remind': 'a reminder to those who have not answered',
  'checkin.close': 'the check-in closes',
  'checkin.support': 'a request for support is told',
  'hotfix.clock': 'a clock of the hotfix warns',
  'hotfix.update': 'the lead is asked for news',
  'hotfix.back_port': 'the fix that main lacks is recalled',
  'hotfix.check': 'checks after the deployment are recalled',
  'hotfix.retro': 'the retrospective is recalled',
  'hotfix.action': 'an action is recalled',
  message: 'a message that waited for working hours',
  'plan.step': 'the plan card names the next step',
  'plan.find_milestone': 'the GitHub milestone is looked for',
  'report.draft': 'the release manager gets the draft',
  'report.digest': 'the digest is posted',
  'report.last': 'the last digest',
};

/** Pushes `clock`; `bot` is asked for anew each time, for it may have been restarted. */
export function pushableTime(
  clock: PushedClock,
  world: OutsideWorld,
  bot: () => App,
): PushableTime {
  const visit = async (instant: Instant): Promise<void> => {
    clock.push(instant);
    world.team.playUntil(clock.now());
    await bot().beat();
    await bot().idle();
  };
  return {
    now: () => clock.now(),
    zone: PEOPLE.mara.zone,
    async pushTo(instant) {
      await bot().idle();
      for (;;) {
        const next = await bot().nextDue();
        if (next === null || next.at > instant) break;
        await visit(next.at);
      }
      await visit(instant);
    },
    async next() {
      const next = await bot().nextDue();
      return next === null ? null : { at: next.at, what: WORDS[next.kind] ?? next.kind };
    },
  };
}
