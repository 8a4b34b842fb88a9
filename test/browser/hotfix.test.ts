/**
 * The hotfix lane in a real browser against the real program: from a message in the channel to the report, and a
 * second one that is called off. Asserts what people read.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cameraInto } from './camera.ts';
import { walkHotfix, type HotfixSeen } from './hotfix-walk.ts';
import { HOTFIX_FILES } from './picture-names.ts';
import { expectSensible } from './sensible-size.ts';

let seen: HotfixSeen;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-hotfix-'));
  seen = await walkHotfix(cameraInto(folder));
}, 400_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('declared', () => {
  test('a case that meets no criterion is offered the patch release', () => {
    expect(seen.declare.patch).toContain('This is one for a patch release.');
    expect(seen.declare.patch).toContain('Plan a patch release');
  });

  test('what is wrong stands at its field, and the words of the message are kept', () => {
    expect(seen.declare.refused).toContain('A version is made of three numbers');
    expect(seen.declare.declared).toContain('✓ Atlas 0.6.2-hotfix is declared.');
  });

  test('one alert says what is down, who leads, who decides until when, and calls the group once', () => {
    const { alert } = seen.declare;
    expect(alert).toContain('🔴 Hotfix: Sign-in is down for customers in the EU');
    expect(alert).toContain('production down · Atlas 0.6.2-hotfix · lead Noor');
    expect(alert).toMatch(/⏳ Decision by 8:\d\d AM/);
    expect(alert).toContain('@on-call is called.');
    expect(seen.decide.declined).not.toContain('@on-call');
  });

  test('who declares the same a moment later is offered to join', () => {
    expect(seen.declare.twin).toContain('Is it the same?');
    expect(seen.declare.joined).toContain('Dana');
  });
});

describe('decided', () => {
  test('one tap and a question that says what exactly is approved', () => {
    expect(seen.decide.asked).toContain('approve it as technical lead?');
    expect(seen.decide.question).toContain('As technical lead: production down · no issue yet.');
    expect(seen.decide.decided).toContain('✓ You approved Atlas 0.6.2-hotfix.');
  });

  test('who comes late reads what is wanted of whom, and the next release waits', () => {
    expect(seen.decide.room).toMatch(/Wanted next by .+: the decision of Paul \(product owner\)/);
    expect(seen.decide.room).toContain('Waiting meanwhile Atlas 0.7.0');
    expect(seen.decide.held).toContain('⏳ Held while Atlas 0.6.2-hotfix runs');
    expect(seen.decide.waits).toContain('Held while Atlas 0.6.2-hotfix runs');
  });

  test('a clock warns, and a no carries its reason', () => {
    expect(seen.decide.warned).toContain('the decision is wanted, half of its time is gone');
    expect(seen.decide.declined).toContain('Paul said no: A restart helps');
    expect(seen.decide.status).toContain('Paul said no');
    expect(seen.decide.alert).toContain('✓ Ines (technical lead) · ✓ Paul (product owner)');
  });
});

describe('mended', () => {
  test('the lead is asked how it goes, and everybody reads it', () => {
    expect(seen.fix.prompt).toContain('how does it go?');
    expect(seen.fix.news).toContain('Noor: A certificate ran out. We make a new one.');
  });

  test('the alert follows the pull request, which begins the test', () => {
    expect(seen.fix.draft).toContain('draft · checks running');
    expect(seen.fix.testing).toMatch(/⏳ Accelerated testing · tested by/);
    expect(seen.fix.testing).toContain('ready for review · checks green ✓');
  });

  test('a new commit is approved anew, and the approval names it', () => {
    expect(seen.fix.again).toContain('Asked again, because the commit changed.');
    expect(seen.fix.green).toMatch(/commit [\da-f]{7}, checks green/);
  });

  test('a fix that fails says why, and the next try goes out', () => {
    expect(seen.fix.failed).toContain('⏳ Development, try 2');
    expect(seen.fix.failed).toContain('The fix failed: Sign-in works, but sessions end');
    expect(seen.fix.deployment).toContain('⏳ Emergency deployment, try 2');
    expect(seen.fix.out).toContain('⛔ The fix is missing on main');
  });
});

describe('learned from', () => {
  test('checks stand in the thread, and other releases go on once all is well', () => {
    expect(seen.after.checks).toContain('0 of 15 checks done');
    expect(seen.after.ticked).toContain('1 of 15 checks done');
    expect(seen.after.due).toContain('checks of yours are due');
    expect(seen.after.free).not.toContain('Held while');
  });

  test('the retrospective is booked, its action stands with its owner and on the plan card', () => {
    expect(seen.after.invitation).toContain('retrospective, 45 minutes');
    expect(seen.after.begins).toContain('Whoever takes notes writes them down here.');
    expect(seen.after.unwritten).toContain('nobody has written down the retrospective yet');
    expect(seen.after.action).toContain('an action for you, by Fri 27 Nov');
    expect(seen.after.home).toContain('Watch when certificates run out');
    expect(seen.after.card).toContain('1 hotfix action open, next Fri 27 Nov: Ivo');
  });

  test('it ends when the fix is on main, and the report tells all of it', () => {
    expect(seen.after.owed).toContain('the fix on main, from Noor');
    expect(seen.after.notNeeded).toContain('Why does the default branch not need the fix?');
    expect(seen.after.closed).toContain('Everything is done. The report is in the thread.');
    expect(seen.after.report).toContain('A certificate ran out, because nothing watched it (Noor)');
    expect(seen.after.timeline).toContain('GitHub closed the hotfix');
  });
});

describe('called off', () => {
  test('a decision that is late says so, and a deputy is somebody who may decide', () => {
    expect(seen.cancel.late).toMatch(/⏳ Decision · was due .+ today/);
    expect(seen.cancel.deputy).toContain('Ines has not decided. You are the deputy');
    expect(seen.cancel.change).toContain('Who approved is asked again');
    expect(seen.cancel.running).toContain('Running already: Nightly backups are empty (decision)');
  });

  test('who may not cancel reads who may', () => {
    expect(seen.cancel.refused).toContain('ask Mara (lead) or Ines (technical lead)');
  });

  test('going ahead without approval is named, and so is why it was called off', () => {
    expect(seen.cancel.broken).toContain('⛔ Mara went ahead without approval');
    expect(seen.cancel.cancelled).toContain('⚪ Hotfix cancelled: Nightly backups are empty');
    expect(seen.cancel.cancelled).toContain('The report was wrong; the backups are whole');
    expect(seen.cancel.list).toContain('0.6.2-hotfix · closed');
  });

  test('the next digest recalls the action', () => {
    expect(seen.cancel.digest).toContain('From hotfixes 1 action open: Ivo by Fri 27 Nov');
  });
});

describe('a week later', () => {
  test('an action is due, and says so the day before', () => {
    expect(seen.week.due).toContain('an action of yours is due Fri 27 Nov');
  });

  test('where nobody holds a role that decides, the release manager is asked for it', () => {
    expect(seen.week.vacant).toContain('go ahead without approval');
  });

  test('the digest of a release that waits says for what', () => {
    expect(seen.week.digest).toContain('Held while Atlas 0.6.2-hotfix');
  });
});

test('nothing went wrong behind the page', () => {
  expect(seen.complaints).toEqual([]);
  expect(seen.printed.trim().split('\n')).toHaveLength(1);
  expect(seen.exitCode).toBe(0);
});

test.each(HOTFIX_FILES)('%s is a picture of a sensible size', (file) => {
  expectSensible(folder, file);
});
