import type { ModalView } from '@slack/web-api';
import { describe, expect, test } from 'vitest';
import { plusMilliseconds } from '../../../src/base/time.ts';
import { MANIFEST, refusal, START, startRig } from './rig.ts';

function modal(title: string, more: Partial<ModalView> = {}): ModalView {
  return {
    type: 'modal',
    callback_id: title,
    title: { type: 'plain_text', text: title },
    blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'x' } }],
    ...more,
  };
}

const MARA = 'U0MARA';

async function opened() {
  const rig = await startRig();
  const { slack, client } = rig;
  const answer = await client.views.open({
    trigger_id: slack.triggerFor(MARA),
    view: modal('One'),
  });
  return { ...rig, id: answer.view?.id ?? '', hash: answer.view?.hash ?? '' };
}

describe('triggers', () => {
  test('live three seconds of the machine, whatever the product clock says', async () => {
    const { slack, client, clock, wall } = await startRig();
    const early = slack.triggerFor(MARA);
    clock.push('2026-12-24T00:00:00.000Z');
    wall.push(plusMilliseconds(START, 3000));
    expect((await client.views.open({ trigger_id: early, view: modal('In time') })).ok).toBe(true);
    const late = slack.triggerFor(MARA);
    wall.push(plusMilliseconds(START, 6001));
    const open = client.views.open({ trigger_id: late, view: modal('Late') });
    expect((await refusal(open)).error).toBe('expired_trigger_id');
  });

  test('open one view each, even when that view was refused', async () => {
    const { slack, client } = await startRig();
    const trigger_id = slack.triggerFor(MARA);
    await refusal(client.apiCall('views.open', { trigger_id, view: '{}' }));
    const again = client.views.open({ trigger_id, view: modal('One') });
    expect((await refusal(again)).error).toBe('exchanged_trigger_id');
    const made = client.views.open({ trigger_id: '1.2.abc', view: modal('One') });
    expect((await refusal(made)).error).toBe('invalid_trigger_id');
  });
});

describe('the stack', () => {
  test('holds three, each knows the one below and the root', async () => {
    const { slack, client, id } = await opened();
    const push = async (title: string) =>
      client.views.push({ trigger_id: slack.triggerFor(MARA, id), view: modal(title) });
    const two = await push('Two');
    const three = await push('Three');
    expect(two.view).toMatchObject({ root_view_id: id, previous_view_id: id });
    expect(three.view).toMatchObject({ root_view_id: id, previous_view_id: two.view?.id });
    expect((await refusal(push('Four'))).error).toBe('push_limit_reached');
    const mara = slack.as(MARA);
    expect(mara.modals().map(({ title }) => title)).toEqual(['One', 'Two', 'Three']);
    await mara.close(three.view?.id ?? '');
    expect(mara.modals().map(({ title }) => title)).toEqual(['One', 'Two']);
    expect(slack.as('U0IVO').modals()).toEqual([]);
  });

  test('cannot be pushed to from outside a modal', async () => {
    const { slack, client } = await opened();
    const push = client.views.push({ trigger_id: slack.triggerFor(MARA), view: modal('Two') });
    expect((await refusal(push)).error).toBe('invalid_trigger_id');
  });

  test('clear_on_close takes everything with it', async () => {
    const { slack, client, id } = await opened();
    const { view } = await client.views.push({
      trigger_id: slack.triggerFor(MARA, id),
      view: modal('Two', { clear_on_close: true }),
    });
    await slack.as(MARA).close(view?.id ?? '');
    expect(slack.as(MARA).modals()).toEqual([]);
  });
});

describe('updates', () => {
  test('keep the id, change the hash, and lose a race with hash_conflict', async () => {
    const { slack, client, id, hash } = await opened();
    const first = await client.views.update({ view_id: id, hash, view: modal('New') });
    expect(first.view?.id).toBe(id);
    expect(first.view?.hash).not.toBe(hash);
    const second = client.views.update({ view_id: id, hash, view: modal('Old') });
    expect((await refusal(second)).error).toBe('hash_conflict');
    expect(slack.as(MARA).modals()).toMatchObject([{ title: 'New' }]);
  });

  test('find a view by its external id, which only one view can have', async () => {
    const { slack, client } = await opened();
    const open = () =>
      client.views.open({
        trigger_id: slack.triggerFor('U0IVO'),
        view: modal('Ivo', { external_id: 'e' }),
      });
    const { view } = await open();
    const named = { view: modal('Mara', { external_id: 'e' }) };
    const taken = client.views.open({ trigger_id: slack.triggerFor(MARA), ...named });
    expect((await refusal(taken)).error).toBe('duplicate_external_id');
    expect(slack.as(MARA).modals()).toMatchObject([{ title: 'One' }]);
    const update = await client.views.update({
      external_id: 'e',
      view: modal('Again', { external_id: 'e' }),
    });
    expect(update.view?.id).toBe(view?.id);
  });

  test('of a view that is gone', async () => {
    const { slack, client, id } = await opened();
    await slack.as(MARA).close(id);
    const update = client.views.update({ view_id: id, view: modal('Late') });
    expect((await refusal(update)).error).toBe('not_found');
  });
});

describe('the Home tab', () => {
  test('is one per person, replaced by the next, with its hash watched', async () => {
    const { slack, client } = await startRig();
    const publish = (hash?: string) =>
      client.views.publish({
        user_id: MARA,
        view: { type: 'home', blocks: [{ type: 'divider' }] },
        ...(hash === undefined ? {} : { hash }),
      });
    const first = await publish();
    const second = await publish();
    expect(second.view?.id).toBe(first.view?.id);
    expect((await refusal(publish(first.view?.hash))).error).toBe('hash_conflict');
    expect(slack.as(MARA).home()).toMatchObject({ id: first.view?.id, type: 'home' });
    expect(slack.as('U0IVO').home()).toBeNull();
  });

  test('must be switched on in the manifest, and belong to somebody', async () => {
    const features = { ...MANIFEST.features, app_home: { home_tab_enabled: false } };
    const { client } = await startRig({ manifest: { ...MANIFEST, features } });
    const publish = (user_id: string) =>
      client.views.publish({ user_id, view: { type: 'home', blocks: [] } });
    expect((await refusal(publish(MARA))).error).toBe('not_enabled');
    expect((await refusal(publish('U0NONE'))).error).toBe('user_not_found');
  });
});
