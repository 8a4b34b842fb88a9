import type { App, RespondFn } from '@slack/bolt';
import type { KnownBlock } from '@slack/web-api';
import { describe, expect, test } from 'vitest';
import { plusMinutes } from '../../../src/base/time.ts';
import { boltFor, post, START, startRig } from './rig.ts';

const CHANNEL = 'C0ATLAS';
const BLOCKS: KnownBlock[] = [
  {
    type: 'actions',
    block_id: 'row',
    elements: [{ type: 'button', action_id: 'go', text: { type: 'plain_text', text: 'Go' } }],
  },
];

/** A message with a button, pressed once; and the way to answer the press. */
async function pressed(ephemeral: boolean) {
  const rig = await startRig();
  const { slack, client } = rig;
  const responds: RespondFn[] = [];
  await boltFor(slack, (app: App) => {
    app.action('go', async ({ ack, respond }) => {
      responds.push(respond);
      await ack();
    });
  });
  const args = { channel: CHANNEL, text: 'press me', blocks: BLOCKS };
  const ts = ephemeral
    ? (await client.chat.postEphemeral({ ...args, user: 'U0MARA' })).message_ts
    : (await post(client, args)).ts;
  await slack.as('U0MARA').press(CHANNEL, ts ?? '', { blockId: 'row', actionId: 'go' });
  const [respond] = responds;
  if (!respond) throw new Error('no way to answer');
  const seen = () => slack.messages(CHANNEL, 'U0MARA').map(({ text }) => text);
  return { ...rig, respond, seen };
}

describe('a response address', () => {
  test('answers one person, unless it says in_channel', async () => {
    const { slack, respond, seen } = await pressed(false);
    await respond('psst');
    expect(seen()).toEqual(['press me', 'psst']);
    expect(slack.messages(CHANNEL, 'U0IVO')).toHaveLength(1);
    await respond({ text: 'all', response_type: 'in_channel' });
    expect(slack.messages(CHANNEL, 'U0IVO').map(({ text }) => text)).toEqual(['press me', 'all']);
  });

  test.each([true, false])(
    'replaces and deletes the original (ephemeral: %s)',
    async (ephemeral) => {
      const { respond, seen } = await pressed(ephemeral);
      await respond({ text: 'done', replace_original: true });
      expect(seen()).toEqual(['done']);
      await respond({ delete_original: true, text: '' });
      expect(seen()).toEqual([]);
    },
  );

  test('works five times', async () => {
    const { respond, seen } = await pressed(false);
    for (let turn = 1; turn <= 5; turn += 1) await respond(`${turn}`);
    await expect(respond('6')).rejects.toMatchObject({ statusCode: 404 });
    expect(seen()).toEqual(['press me', '1', '2', '3', '4', '5']);
  });

  test('works for half an hour of the machine, whatever the product clock says', async () => {
    const { respond, clock, wall } = await pressed(false);
    clock.push(plusMinutes(START, 600));
    wall.push(plusMinutes(START, 30));
    await respond('in time');
    wall.push(plusMinutes(START, 31));
    await expect(respond('late')).rejects.toMatchObject({ statusCode: 404 });
  });

  test('refuses what a message could not say either', async () => {
    const { slack, respond, seen } = await pressed(false);
    await respond({ text: '' });
    await respond({ blocks: [{ type: 'poem' }] });
    expect(seen()).toEqual(['press me']);
    const errors = slack.calls().map(({ error }) => error);
    expect(errors.slice(-2)).toEqual(['no_text', 'invalid_blocks']);
  });

  test('nobody can guess one', async () => {
    const { slack } = await startRig();
    const address = slack.apiUrl.replace('/api/', '/actions/T0SLIPWAY1/guess');
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(address, { method: 'POST', headers, body: '{"text":"x"}' });
    expect(await answer.json()).toEqual({ ok: false, error: 'invalid_url' });
    expect(answer.status).toBe(404);
  });
});
