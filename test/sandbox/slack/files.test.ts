import { expect, test } from 'vitest';
import { refusal, startRig } from './rig.ts';

test('the SDK uploads a file in three steps, and it hangs on a message', async () => {
  const { slack, client } = await startRig();
  await client.filesUploadV2({
    channel_id: 'C0ATLAS',
    file: Buffer.from('# Plan'),
    filename: 'plan.md',
    title: 'Plan',
    alt_text: 'The plan of Atlas',
    initial_comment: 'Here it is',
  });
  const { messages } = await client.conversations.history({ channel: 'C0ATLAS' });
  expect(messages).toMatchObject([
    { text: 'Here it is', files: [{ name: 'plan.md', title: 'Plan', size: 6 }] },
  ]);
  expect(messages?.[0]?.files?.[0]).toMatchObject({ alt_txt: 'The plan of Atlas' });
  const [file] = slack.files();
  expect(file?.content?.toString()).toBe('# Plan');
});

test('an upload that never arrived cannot be shared', async () => {
  const { client } = await startRig();
  const { file_id: id = '' } = await client.files.getUploadURLExternal({
    filename: 'a.md',
    length: 3,
  });
  const share = (file: string) =>
    client.files.completeUploadExternal({ files: [{ id: file, title: 'A' }] });
  expect((await refusal(share(id))).error).toBe('file_not_found');
  expect((await refusal(share('F0NONE'))).error).toBe('file_not_found');
});

test('a file goes only where the bot is', async () => {
  const { slack, client } = await startRig();
  const answer = await client.files.getUploadURLExternal({ filename: 'a.md', length: 3 });
  await fetch(answer.upload_url ?? '', { method: 'POST', body: 'abc' });
  const share = client.files.completeUploadExternal({
    files: [{ id: answer.file_id ?? '', title: 'A' }],
    channel_id: 'C0OPEN',
  });
  expect((await refusal(share)).error).toBe('not_in_channel');
  expect(slack.messages('C0OPEN')).toEqual([]);
});
