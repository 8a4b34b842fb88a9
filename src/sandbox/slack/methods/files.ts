import { newId, newSecret } from '../ids.ts';
import { isPlain, listOr, textOr } from '../plain.ts';
import { announcePosted, store } from '../posting.ts';
import { Refusal } from '../refusal.ts';
import type { StoredFile } from '../files.ts';
import { jsonArg, requiredText, textArg } from './arguments.ts';
import type { Method, MethodCall, MethodFamily } from './method.ts';
import { joinedChannel } from './where.ts';

const LONGEST_ALT_TEXT = 1000;

const getUploadURLExternal: Method = ({ slack, args, origin }) => {
  const name = requiredText(args, 'filename');
  const size = Number(args['length']);
  if (size === 0) throw new Refusal('missing_argument');
  if (!Number.isInteger(size) || size < 0) throw new Refusal('invalid_arguments');
  const id = newId('F');
  // The SDK says alt_text, Slack's page alt_txt; either arrives.
  const altText = textArg(args, 'alt_txt') ?? textArg(args, 'alt_text') ?? '';
  if (altText.length > LONGEST_ALT_TEXT) throw new Refusal('alt_txt_too_large');
  slack.files.put({ id, name, title: name, altText, size, content: null });
  return { upload_url: `${origin}/upload/v1/${id}/${newSecret()}`, file_id: id };
};

function completed({ slack, args }: MethodCall): StoredFile[] {
  const given = listOr(jsonArg(args, 'files', 'invalid_arguments'));
  if (given.length === 0) throw new Refusal('invalid_arguments');
  return given.filter(isPlain).map((item) => {
    const file = slack.files.get(textOr(item['id'], ''));
    if (file.content === null) throw new Refusal('file_not_found');
    return { ...file, title: textOr(item['title'], file.title) };
  });
}

function share(call: MethodCall, files: readonly StoredFile[]): void {
  const { slack, args } = call;
  const channel = joinedChannel(call, 'channel_id');
  if (channel.isArchived) throw new Refusal('is_archived');
  const thread = textArg(args, 'thread_ts');
  const message = store(slack, {
    channel: channel.id,
    user: slack.identity.botUserId,
    text: textArg(args, 'initial_comment') ?? '',
    threadTs: thread ?? null,
    files,
  });
  void announcePosted(slack, message);
}

const completeUploadExternal: Method = (call) => {
  const files = completed(call);
  if (textArg(call.args, 'channel_id') !== undefined) share(call, files);
  for (const file of files) call.slack.files.put(file);
  return { files: files.map(({ id, title, name, size }) => ({ id, title, name, size })) };
};

/** Uploads: an address is asked for, the bytes go there, and the upload is shared. */
export const fileMethods: MethodFamily = {
  'files.getUploadURLExternal': getUploadURLExternal,
  'files.completeUploadExternal': completeUploadExternal,
};
