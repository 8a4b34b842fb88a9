/** The whole verdict on a run: messages, answers, promises, deliveries, the file itself. */
import type { Instant } from '../../src/base/time.ts';
import type { SlackSandbox } from '../../src/sandbox/slack/start.ts';
import type { Fault } from './fault.ts';
import { judgeAnswers } from './judge-answers.ts';
import { judgeHotfixes } from './judge-hotfixes.ts';
import { judgeMessages, type Standing } from './judge-messages.ts';
import { judgePromises } from './judge-promises.ts';
import type { Memory } from './memory.ts';
import type { Records } from './records.ts';
import { START } from './world.ts';

/** Every fault that stands at `now`, the product's time: nothing is lost, doubled or otherwise wrong. */
export function judgeAll(
  slack: SlackSandbox,
  now: Instant,
  records: Records,
  { all, deeds }: Pick<Memory, 'all' | 'deeds'>,
): readonly Fault[] {
  return [
    ...judgeMessages(records.messages, standingIn(slack), now),
    ...judgeAnswers(all(), records.answers),
    ...judgeHotfixes(deeds(), records),
    ...judgePromises(records, START, now),
    ...judgeFile(records),
  ];
}

function judgeFile({ integrity, orphans, unfinished }: Records): readonly Fault[] {
  return [
    ...(unfinished === 0 ? [] : [lost(`${unfinished} deliveries were never finished`)]),
    ...(integrity === 'ok' ? [] : [lost(`integrity_check: ${integrity}`)]),
    ...(orphans === 0 ? [] : [lost(`foreign_key_check: ${orphans} rows point at nothing`)]),
  ];
}

/** Whether bots ended as they should: the last one well, and none before its time. */
export function judgeLives(endedWell: boolean, strayDeaths: number): readonly Fault[] {
  return [
    ...(endedWell ? [] : [wrong('the last bot did not end well')]),
    ...(strayDeaths === 0 ? [] : [wrong(`${strayDeaths} bots ended although nobody killed them`)]),
  ];
}

/** All that everybody can read from the bot; an answer to one person alone is no message of the outbox. */
function standingIn(slack: SlackSandbox): readonly Standing[] {
  return slack
    .channels()
    .flatMap(({ id }) => slack.messages(id))
    .filter(({ user }) => user === slack.botUserId);
}

function lost(words: string): Fault {
  return { kind: 'lost', words };
}

function wrong(words: string): Fault {
  return { kind: 'wrong', words };
}
