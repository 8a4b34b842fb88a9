import type { App } from '@slack/bolt';
import type { ModalView } from '@slack/web-api';
import { describe, expect, test } from 'vitest';
import { CAPTURED_FIELDS } from './captured-fields.ts';
import { boltFor, post, startRig } from './rig.ts';

type Body = Readonly<Record<string, unknown>>;

const FORM: ModalView = {
  type: 'modal',
  callback_id: 'form',
  notify_on_close: true,
  title: { type: 'plain_text', text: 'Form' },
  submit: { type: 'plain_text', text: 'Save' },
  blocks: [{ type: 'divider' }],
};

/** Does one of everything, and gathers what the app received, by the names of the captured payloads. */
async function everything(): Promise<ReadonlyMap<string, Body>> {
  const { slack, client } = await startRig();
  const bodies: Body[] = [];
  await boltFor(slack, (app: App) => {
    app.use(async (args) => {
      bodies.push({ ...args.body });
      if ('ack' in args && typeof args.ack === 'function') await args.ack();
    });
  });
  const mara = slack.as('U0MARA');
  const { ts } = await mara.say('C0ATLAS', 'hi @slipway');
  await mara.command('C0ATLAS', '/release Hi');
  await mara.shortcut('plan');
  await mara.messageShortcut('risk', 'C0ATLAS', ts);
  await mara.invite('U0IVO', 'C0SECRET');
  await mara.invite(slack.botUserId, 'C0SECRET');
  const button = { type: 'button' as const, action_id: 'a', value: 'v' };
  const text = { type: 'plain_text' as const, text: 'Button' };
  const blocks = [{ type: 'actions' as const, block_id: 'b', elements: [{ ...button, text }] }];
  const card = await post(client, { channel: 'C0ATLAS', text: 'x', blocks });
  await mara.press('C0ATLAS', card.ts ?? '', { blockId: 'b', actionId: 'a' });
  await client.chat.update({ channel: 'C0ATLAS', ts: card.ts ?? '', text: 'y' });
  for (const deed of ['submit', 'close'] as const) {
    await client.views.open({ trigger_id: slack.triggerFor('U0MARA'), view: FORM });
    await mara[deed](mara.modals()[0]?.id ?? '', {});
  }
  // The first of each kind: what people said came before what the bot posted.
  return new Map(bodies.toReversed().map((body) => [nameOf(body), body]));
}

/** Which captured payload a body is to be compared with. */
function nameOf(body: Body): string {
  const event = body['event'] as { type: string; subtype?: string } | undefined;
  if (body['command'] !== undefined) return 'slash-command';
  if (event?.type === 'member_joined_channel') return 'member-joined';
  const type = event?.subtype ?? event?.type ?? String(body['type']);
  return type.replace('message_action', 'message-shortcut').replaceAll('_', '-');
}

function has(body: unknown, path: string): boolean {
  return path.split('.').every((step) => {
    if (typeof body !== 'object' || body === null || !(step in body)) return false;
    body = (body as Body)[step];
    return true;
  });
}

describe('payloads have every field that Slack was seen to send', () => {
  test('of all kinds', async () => {
    const received = await everything();
    const missing = Object.entries(CAPTURED_FIELDS).flatMap(([name, lines]) =>
      lines
        .flatMap((line) => line.split(' '))
        .filter((path) => !has(received.get(name), path))
        .map((path) => `${name}: ${path}`),
    );
    expect(missing).toEqual([]);
  });
});
