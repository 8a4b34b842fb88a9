/** What a door says a handler opens first is what the handler opens first. */
import { expect, test } from 'vitest';
import { FEATURES } from '../src/app.ts';
import type { Context, Feature } from '../src/feature.ts';
import type { ModalView } from '../src/slack/blocks.ts';

const doors = FEATURES.flatMap((feature) =>
  Object.entries(feature.opens ?? {}).map(([deed, view]) => ({ feature, deed, view })),
);

class Opened extends Error {}

/** Runs the handler on nothing until it opens a window; anything else that it does first is an error. */
async function firstOf(feature: Feature, deed: string): Promise<unknown> {
  const seen: ModalView[] = [];
  const openModal = async (_: string, view: ModalView) => {
    seen.push(view);
    throw new Opened();
  };
  const ctx = { desk: { openModal } };
  const [kind = '', ...name] = deed.split(' ');
  const arrival = { triggerId: 'T', userId: 'U', channelId: 'C', value: 'C1', actionId: name[0] };
  const running = Promise.resolve(
    Reflect.apply(handlerOf(feature, kind, name), null, [ctx, arrival, '']),
  );
  await expect(running).rejects.toThrow(Opened);
  return seen[0];
}

type Handler = (ctx: Context, ...rest: never[]) => Promise<void>;

function handlerOf(feature: Feature, kind: string, [first = '', second = '']: string[]): Handler {
  const found =
    kind === 'command'
      ? feature.commands?.find(({ command, name }) => command === first && name === second)?.run
      : (kind === 'press' ? feature.presses : feature.shortcuts)?.[first]?.run;
  if (found === undefined) throw new Error(`nobody handles ${kind} ${first} ${second}`);
  return found;
}

test.each(doors)('$deed', async ({ feature, deed, view }) => {
  expect(await firstOf(feature, deed)).toBe(view);
});

test('there are some', () => expect(doors.length).toBeGreaterThan(5));
