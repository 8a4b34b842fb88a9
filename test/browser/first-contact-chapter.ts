/** A channel without a project: Slipway is invited, says what it will do, and offers to be set up. */
import type { Camera } from './camera.ts';
import { read, type Visitor } from './visitor.ts';

/** What somebody reads who brings Slipway into a channel. */
export interface FirstContactSeen {
  readonly hello: string;
  readonly form: string;
  /** What the form knows by itself: project, channel, time zone, days. */
  readonly known: readonly string[];
}

/** Mara invites Slipway to #zephyr, looks at the form, and leaves it for another day. Ends in #atlas. */
export async function meetSlipway(visitor: Visitor, take: Camera): Promise<FirstContactSeen> {
  await visitor.goes('#zephyr');
  await visitor.types('/invite @Slipway');
  const message = visitor.message('Only visible to you');
  await message.waitFor();
  const hello = await read(message);
  await take('invited', message);
  await message.getByRole('button').first().click();
  const modal = await visitor.modal('GitHub repositories');
  await visitor.fills('GitHub repositories', 'oci-labs/zephyr');
  await take('setup', modal);
  const form = await read(modal);
  const known = await Promise.all(
    ['Project', 'Time zone of the project', 'Check-ins are asked on', 'Digest on'].map((label) =>
      visitor.field(label).inputValue(),
    ),
  );
  await visitor.presses('Cancel');
  await modal.waitFor({ state: 'detached' });
  await visitor.goes('#atlas');
  return { hello, form, known };
}
