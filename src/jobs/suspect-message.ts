import type { MessageWork } from './outbox-tools.ts';

/**
 * After a restoration: the message may stand in Slack already, posted by the program before. Its outcome
 * counts as unknown, so that it is looked for before it is posted.
 */
export const suspectMessage: MessageWork = async (tools, row, by) => {
  const at = tools.moment();
  const since = await tools.store.alone(() => tools.reads.lookSince(at.now));
  if (since === null) return;
  await tools.store.alone(() => tools.looks.suspect(row, since, by, at));
};
