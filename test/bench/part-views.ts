/** How long a person waits for a modal: from the command to the call that opens it. */
import { alone, inTurn, median, paired, type Effort, type Figure, type Pair } from './figures.ts';
import type { Mode } from './program.ts';
import { openStage, seededOnce, type Actor, type Stage } from './stage.ts';
import type { Seeded } from './seed.ts';

const COUNT = 100;
const PER_SECOND = 40;
const QUIET_MS = 500;

/** The median, also while posts and edits of other channels are throttled. */
export async function partViews(effort: Effort, folder: string): Promise<readonly Figure[]> {
  const seeded = await seededOnce(folder);
  const figures: Figure[] = [];
  for (const mode of ['http', 'socket'] satisfies Mode[]) {
    const stage = await openStage(mode, seeded, folder);
    const open = (actor: Actor) => untilModal(actor, seeded, effort.scale);
    await Promise.all([open(stage.bare), open(stage.ours)]);
    const calm = await inTurn(
      effort.rounds,
      () => open(stage.bare),
      () => open(stage.ours),
    );
    const what = `command to views.open, ${mode}`;
    figures.push(paired({ part: 'views', what, unit: 'ms' }, calm, 1));
    const { pairs, throttled } = await whileThrottled(stage, seeded, effort);
    const busy = `${what}, while other channels are throttled`;
    figures.push(paired({ part: 'views', what: busy, unit: 'ms' }, pairs, 2));
    const calls = {
      part: 'views',
      what: `calls throttled meanwhile, ${mode}`,
      unit: 'count',
    } as const;
    figures.push(alone(calls, [throttled], null));
    await stage.stop();
  }
  return figures;
}

async function whileThrottled(
  stage: Stage,
  seeded: Seeded,
  effort: Effort,
): Promise<{ readonly pairs: readonly Pair[]; readonly throttled: number }> {
  const { ours, bare } = stage;
  await ours.side.throttle(true);
  const pairs = await inTurn(
    effort.rounds,
    () => untilModal(bare, seeded, effort.scale),
    async () => {
      // What is shared is posted, and waits for Slack.
      await ours.side.load({
        deed: seeded.share,
        pace: { inFlight: 1 },
        count: 1,
        until: 'acknowledged',
        address: ours.program.address,
      });
      return untilModal(ours, seeded, effort.scale);
    },
  );
  const { throttled } = await ours.side.settle(QUIET_MS * effort.scale);
  await ours.side.throttle(false);
  // Else these figures would be those of a calm Slack under another name.
  if (throttled === 0) throw new Error('nothing was throttled');
  return { pairs, throttled };
}

async function untilModal(
  { program, side }: Actor,
  { form }: Seeded,
  scale: number,
): Promise<number> {
  const { ms, lost } = await side.load({
    deed: form,
    pace: { perSecond: PER_SECOND },
    count: Math.max(3, Math.round(COUNT * scale)),
    until: 'modal',
    address: program.address,
  });
  if (lost > 0) throw new Error(`${lost} modals were not opened`);
  await side.settle(QUIET_MS * scale);
  return median(ms);
}
