/**
 * The main job in a real browser against the real program: a newcomer without a manual plans a release,
 * the team answers, the week is reported, the release ships. Asserts what a person reads.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cameraInto } from './camera.ts';
import { MAIN_FILES } from './picture-names.ts';
import { expectSensible } from './sensible-size.ts';
import { walk, type Seen } from './walk.ts';

let seen: Seen;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-pictures-'));
  seen = await walk(cameraInto(folder));
}, 150_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Every one of these stands there, in this order. */
function expectLines(text: string, lines: readonly string[]): void {
  const found = text.split('\n').filter((line) => lines.includes(line));
  expect(found).toEqual(lines);
}

test('what a visitor lets go wrong stands in the bar until it is over', () => {
  expect(seen.moods.during).toMatch(/^Slack loses its answers\s*\+1$/);
  expect(seen.moods.after).toBe('What if…');
});

describe('the first contact', () => {
  test('an invitation is answered by what Slipway will do and one button', () => {
    expect(seen.first.hello).toContain('Only visible to you');
    expect(seen.first.hello).toContain('Set up');
  });

  test('the form knows what it can know', () => {
    expect(seen.first.known).toEqual(['Zephyr', 'Europe/Berlin', 'Thursday', 'Friday']);
  });
});

describe('the plan', () => {
  test('bad input comes back at its field, and everything else is kept', () => {
    expect(seen.plan.refused).toContain(
      'Version\nA version is made of three numbers with dots between them, like 1.4.0.',
    );
    expect(seen.plan.kept).toEqual([
      'seven',
      '2026-12-18',
      'Container stability',
      'Images of 0.6 run unchanged',
      '0.7.0',
    ]);
  });

  test('the preview shows dates and issues before anybody else sees them', () => {
    expectLines(seen.plan.preview, [
      'Atlas 0.7.0 · minor · Fri 18 Dec',
      'Container stability',
      'Compatibility: Images of 0.6 run unchanged',
      'Fri 20 Nov · alpha',
      'Fri 27 Nov · feature complete',
      'Fri 4 Dec · code freeze',
      'Fri 11 Dec · release candidate',
      'Fri 18 Dec · release',
      'P0 · 3 open, 1 done',
      'System integrity checks (#113) · Noor · 5 points',
      'Onboarding: walkthrough DEV_QUICKSTART & dev_guide (#97) · no owner · 2 points',
      'Post the plan',
    ]);
  });

  test('the card says what is next and what is in it', () => {
    expect(seen.plan.posted).toContain('✓ Atlas 0.7.0 is planned.');
    expectLines(seen.plan.card, [
      'Atlas 0.7.0 · minor · Fri 18 Dec',
      'Next: alpha Fri 20 Nov',
      'Container stability. 12 open: 3 P0, 4 P1, 5 P2; 1 without owner',
      'Features 27 Nov → freeze and beta 4 Dec → RC 11 Dec → release 18 Dec',
      'Open plan',
      '1 reply',
    ]);
    expect(seen.plan.card).toContain('Mara leads · check-ins Thu · digest Fri 15:00');
  });

  test('its thread has the calendar and every issue', () => {
    expectLines(seen.plan.thread, [
      'Calendar',
      'Fri 20 Nov · alpha',
      'Fri 25 Dec · end of support',
    ]);
    expect(seen.plan.thread).toContain('System integrity checks (#113)\nNoor\n5');
  });
});

describe('the check-in', () => {
  test('the clock says what it moves to', () => {
    expect(seen.answers.due).toBe('check-ins are asked, Thu 19 Nov, 05:30');
  });

  test('one question, five answers, and why it comes', () => {
    const { asked } = seen.answers;
    expect(asked).toContain('Will Atlas 0.7.0 ship by Fri 18 Dec? One tap is a full answer');
    expectLines(asked, ['Sure', 'Likely', '50:50', 'Unlikely', 'No', 'Add details']);
    expect(asked).toContain('Why you get this: Mara added you to Atlas');
    expect(asked).toContain('/checkin pause until');
  });

  test('one tap is recorded in place', () => {
    expect(seen.answers.tapped).toContain('Recorded: likely. Atlas 0.7.0 by Fri 18 Dec');
    expectLines(seen.answers.tapped, ['Add details', 'Change']);
    expect(seen.answers.tapped).not.toContain('Unlikely');
  });

  test('the form is filled in from GitHub and takes the rest', () => {
    expect(seen.answers.form).toContain('Will Atlas 0.7.0 ship by Fri 18 Dec?');
    expect(seen.answers.proposed).toBe(
      'System integrity checks (#113)\nOCI backends: minimal lifecycle parity (crun/runc) (#88)',
    );
    expect(seen.answers.written).toContain('Recorded: likely. Atlas 0.7.0');
    expect(seen.answers.recorded).toContain('Recorded: likely.');
    expect(seen.answers.recorded).toContain('Dana was asked');
  });

  test('who is needed hears of it', () => {
    expectLines(seen.answers.support, [
      'Noor needs your support for Atlas 0.7.0:',
      'A licence for the Proxmox test cluster',
      'Done',
      'Not me',
    ]);
  });
});

describe('App Home', () => {
  test('a member finds what waits and how the release stands', () => {
    expectLines(seen.home.member, [
      'Waiting for you',
      'Will Atlas 0.7.0 ship by Fri 18 Dec? One tap is a full answer',
      'Noor needs your support for Atlas 0.7.0:',
      '🟢 Atlas 0.7.0 · on track',
    ]);
    expect(seen.home.member).not.toContain('GitHub');
  });

  test('an answer given there is taken, and the rest stays', () => {
    expect(seen.home.answered).toContain('Noor needs your support for Atlas 0.7.0:');
    expect(seen.home.answered).not.toContain('One tap is a full answer');
  });

  test('an admin reads the ledger of promises and how GitHub is read', () => {
    expect(seen.home.admin).toMatch(/\d+ due · \d+ sent · 0 skipped · 0 failed/);
    expect(seen.home.admin).toMatch(/✓ oci-labs\/atlas · read 10:00 today/);
  });
});

describe('the digest', () => {
  test('the release manager reads it first, with the names of those who are missing', () => {
    const { draft } = seen.digest;
    expect(draft).toContain('Draft: Atlas 0.7.0 goes to #atlas at 15:00');
    expect(draft).toContain('🟢 Atlas 0.7.0 · week 1 · on track');
    expect(draft).toMatch(/Ines, Paul, Sam/);
    expect(draft).not.toContain('nothing waits for it');
  });

  test('her sentence stands in it', () => {
    expect(seen.digest.changed).toContain('Mara: The host is promised for Wednesday');
  });

  test('the channel reads colour and reason, who is needed, what is done and at risk', () => {
    const { digest } = seen.digest;
    const [first, second, third] = digest.split('\n').slice(3);
    expect(first).toBe('🟢 Atlas 0.7.0 · week 1 · on track');
    expect(second).toBe('Target Fri 18 Dec: 1 working day ahead; the team says likely (3 votes)');
    expect(third).toMatch(/^Why: no step is overdue/);
    expect(digest).toContain('Mara: The host is promised for Wednesday');
    expect(digest).toMatch(/Needs you @Dana Ruiz:? A licence for the Proxmox test cluster/);
    expect(digest).toContain('Progress 3 of 13 done (23 %)');
    expect(digest).toContain('LXC: pct create required args & error mapping (#90)');
    expect(digest).toContain(
      'The Proxmox host comes a week late → Ivo borrows a CI runner until it is here',
    );
    expect(digest).toContain('3 of 7 answered');
    expect(digest).not.toMatch(/Ines|Paul|Sam/);
  });

  test('its thread has every item and every word', () => {
    const { details } = seen.digest;
    expectLines(details, ['Items 3 of 13 done (23 %)', 'Points 7 of 52 done (13 %)']);
    expect(details).toContain('System integrity checks (#113)');
    expect(details).toContain('Layer checks of the store are drafted (#113)');
  });

  test('an answer that comes later is told in the thread; what was posted stays', () => {
    expect(seen.digest.closed).toContain('An answer still counts.');
    expect(seen.digest.late).toContain('Recorded: unlikely.');
    expect(seen.digest.reply).toContain('1 answer came after the digest: now 4 of 7.');
    expect(seen.digest.reply).toContain('The bundle format may change upstream');
    const words = (text: string): readonly string[] =>
      text.split('\n').filter((line) => /^(🟢|Target|Why|Progress|Risk)/u.test(line));
    expect(words(seen.digest.after)).toEqual(words(seen.digest.digest));
    expect(seen.digest.after).toContain('3 of 7 answered');
  });
});

describe('the end', () => {
  test('the status at any time, for one person', () => {
    expect(seen.end.status).toContain('Only visible to you');
    expect(seen.end.status).toContain('🟢 Atlas 0.7.0 · week 1 · on track');
  });

  test('a moved target shows what moves with it, and the card follows', () => {
    expect(seen.end.move).toContain('Atlas 0.7.0: Fri 18 Dec → Tue 22 Dec');
    expect(seen.end.move).toContain('Code freeze: Tue 8 Dec (was Fri 4 Dec)');
    expect(seen.end.movedCard).toContain('Atlas 0.7.0 · minor · Tue 22 Dec');
    expect(seen.end.movedCard).toContain('release 22 Dec');
  });

  test('shipping says what it does, and one last digest follows', () => {
    expect(seen.end.ship).toContain('All 12 issues done.');
    expect(seen.end.shipped).toContain('✓ Atlas 0.7.0 is released.');
    expect(seen.end.shippedCard).toContain('Released Tue 22 Dec.');
    expect(seen.end.last).toContain('Shipped Tue 22 Dec, on the target date');
  });

  test('then there is silence', () => {
    expect(seen.end.twoWeeksLater).toEqual(seen.end.messages);
    expect(seen.end.nextDue).toContain('nothing is due');
  });
});

test('nothing went wrong behind the page', () => {
  expect(seen.complaints).toEqual([]);
  expect(seen.printed.trim().split('\n')).toHaveLength(1);
  expect(seen.exitCode).toBe(0);
});

test.each(MAIN_FILES)('%s is a picture of a sensible size', (file) => {
  expectSensible(folder, file);
});
