import { describe, expect, test } from 'vitest';
import { checkinMessage } from '../../../src/features/checkin/blocks.ts';
import type { CheckinView, Section } from '../../../src/features/checkin/message-words.ts';
import { CLOSED, BOREALIS, section, view } from './samples.ts';
import { seen } from './seen.ts';
import { anItemValue, aProjectValue } from './values.ts';

const WELCOME = {
  addedBy: 'Mara',
  project: 'Atlas',
  role: 'technical lead',
  askWeekday: 4,
  askTime: '10:00',
} as const;

describe('the weekly message', () => {
  test('asks in four lines', () => {
    const message = checkinMessage(view({ sections: [section({ closed: CLOSED })] }));
    expect(message.text).toBe('Will Atlas 0.7.0 ship by Fri 11 Dec? One tap is a full answer.');
    expect(seen(message.blocks)).toMatchInlineSnapshot(`
      "**Will Atlas 0.7.0 ship by Fri 11 Dec?** One tap is a full answer
      From GitHub, only you see this until you answer: closed pct create arguments (#90) and OCI create (#103)
      [Sure] [Likely] [50:50] [Unlikely] [No]
      [Add details] ⋯(Remind me in two hours | Pause my check-ins | What is this?)
      _Open until <!date^1795107600^{time} {date_short_pretty}|2026-11-19 17:00 UTC>_"
    `);
  });

  test('is, once answered, one line and its buttons', async () => {
    const sections = [section({ state: { kind: 'recorded', confidence: 4, late: false } })];
    const message = checkinMessage(view({ sections }));
    expect(message.text).toBe('Recorded: likely. Atlas 0.7.0 by Fri 11 Dec');
    expect(seen(message.blocks)).toMatchInlineSnapshot(`
      "**Recorded: likely.** Atlas 0.7.0 by Fri 11 Dec
      [Add details] [Change] ⋯(Remind me in two hours | Pause my check-ins | What is this?)"
    `);
    await expect(message).toMatchFileSnapshot('snapshots/recorded.snap');
  });

  test('lets the answer be changed beside what was recorded', () => {
    const sections = [section({ state: { kind: 'choosing', confidence: 4 } })];
    expect(seen(checkinMessage(view({ sections })).blocks)).toMatchInlineSnapshot(`
      "Recorded: likely. **Will Atlas 0.7.0 ship by Fri 11 Dec?**
      [Sure] [Likely] [50:50] [Unlikely] [No]
      [Add details] ⋯(Remind me in two hours | Pause my check-ins | What is this?)"
    `);
  });

  test('says that it is late, closed, or no longer needed', () => {
    const draw = (state: Section['state']) =>
      seen(
        checkinMessage(view({ sections: [section({ state })], closesAt: null, maySnooze: false }))
          .blocks,
      );
    expect(draw({ kind: 'recorded', confidence: 2, late: true })).toMatchInlineSnapshot(`
      "**Recorded, late: unlikely.** Atlas 0.7.0 by Fri 11 Dec
      [Add details] [Change] ⋯(Pause my check-ins | What is this?)"
    `);
    expect(draw({ kind: 'closed' })).toMatchInlineSnapshot(`
      "**The check-in for Atlas 0.7.0 is closed.** An answer still counts.
      [Answer now] ⋯(Pause my check-ins | What is this?)"
    `);
    expect(draw({ kind: 'over', confidence: null, how: 'has shipped' })).toMatchInlineSnapshot(
      `"**Atlas 0.7.0 has shipped.** No answer needed."`,
    );
    expect(draw({ kind: 'over', confidence: 5, how: 'was cancelled' })).toMatchInlineSnapshot(
      `"**Atlas 0.7.0 was cancelled.** Recorded: sure."`,
    );
  });

  test('holds several releases, one section each', () => {
    const sections = [
      section({
        state: { kind: 'recorded', confidence: 3, late: false },
        support: '⏳ Support: Ivo was asked',
      }),
      section(BOREALIS),
    ];
    const message = checkinMessage(view({ sections }));
    expect(message.text).toBe(
      'Will Borealis 1.2.0 ship by Fri 15 Jan 2027? One tap is a full answer.',
    );
    expect(seen(message.blocks)).toMatchInlineSnapshot(`
      "**Recorded: 50:50.** Atlas 0.7.0 by Fri 11 Dec
      ⏳ Support: Ivo was asked
      [Change]
      **Will Borealis 1.2.0 ship by Fri 15 Jan 2027?**
      [Sure] [Likely] [50:50] [Unlikely] [No]
      [Add details] ⋯(Remind me in two hours | Pause my check-ins | What is this?)
      _Open until <!date^1795107600^{time} {date_short_pretty}|2026-11-19 17:00 UTC>_"
    `);
  });

  test('explains itself the first time and asks for the GitHub login', () => {
    expect(seen(checkinMessage(view({ welcome: WELCOME, proposedLogin: 'ivo-codes' })).blocks))
      .toMatchInlineSnapshot(`
        "**Will Atlas 0.7.0 ship by Fri 11 Dec?** One tap is a full answer
        [Sure] [Likely] [50:50] [Unlikely] [No]
        [Add details] ⋯(Remind me in two hours | Pause my check-ins | What is this?)
        **Is ivo-codes your GitHub login?** Then your own closed items stand here each week.
        [That is me] [Not me]
        **Why you get this: **Mara added you to Atlas as its technical lead.
        It comes once a week, Thu 10:00 your time, one message for all your releases, with one reminder at most. To stop: “/checkin pause until 24 Dec”, or ask Mara to take you off.
        _Open until <!date^1795107600^{time} {date_short_pretty}|2026-11-19 17:00 UTC>_"
      `);
    const own = checkinMessage(view({ welcome: { ...WELCOME, addedBy: null, role: null } }));
    expect(seen(own.blocks)).toContain(
      'you put yourself on the list of Atlas as someone who works on its releases',
    );
  });

  test('is one line without buttons once all is closed and a reminder stands below', () => {
    const draw = (sections: readonly Section[], welcome: CheckinView['welcome'] = null) =>
      seen(checkinMessage(view({ sections, welcome, closesAt: null, isQuiet: true })).blocks);
    const closed = section({ state: { kind: 'closed' } });
    const recorded = section({ state: { kind: 'recorded', confidence: 4, late: true } });
    expect(draw([closed])).toBe('Closed. Answer below or with /checkin.');
    expect(draw([recorded])).toBe('**Recorded, late: likely.** Atlas 0.7.0 by Fri 11 Dec');
    expect(draw([recorded, section({ ...BOREALIS, state: { kind: 'closed' } })])).toBe(
      '**Recorded, late: likely.** Atlas 0.7.0 by Fri 11 Dec\nClosed: Borealis 1.2.0. Answer below or with /checkin.',
    );
    expect(draw([closed], { ...WELCOME, addedBy: null })).toMatch(
      /^Closed\. Answer below or with \/checkin\.\n\*\*Why you get this/,
    );
  });

  test('reminds with the same buttons', () => {
    const message = checkinMessage(view({ purpose: 'remind', maySnooze: false }));
    expect(message.text).toBe(
      'Still open: will Atlas 0.7.0 ship by Fri 11 Dec? One tap is a full answer.',
    );
    expect(seen(message.blocks)).toMatchInlineSnapshot(`
      "**Still open: will Atlas 0.7.0 ship by Fri 11 Dec?** One tap is a full answer
      [Sure] [Likely] [50:50] [Unlikely] [No]
      [Add details] ⋯(Pause my check-ins | What is this?)
      _Open until <!date^1795107600^{time} {date_short_pretty}|2026-11-19 17:00 UTC>_"
    `);
  });

  test('names the repository when there are several, and counts what it leaves out', () => {
    const project = aProjectValue({
      repositories: [{ id: 'a' }, { id: 'b' }] as never,
    });
    const closed = [1, 2, 3, 4, 5, 6, 7].map((number) => anItemValue(number, `Item ${number}`));
    expect(
      seen(checkinMessage(view({ sections: [section({ project, closed })] })).blocks),
    ).toContain(
      'Item 1 (atlas#1), Item 2 (atlas#2), Item 3 (atlas#3), Item 4 (atlas#4), Item 5 (atlas#5) and 2 more',
    );
  });
});
