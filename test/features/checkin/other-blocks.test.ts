import { expect, test } from 'vitest';
import { historyMessage } from '../../../src/features/checkin/history-blocks.ts';
import { outcomeMessage, supportMessage } from '../../../src/features/checkin/support-blocks.ts';
import { aboutMessage } from '../../../src/features/checkin/welcome-blocks.ts';
import { aRow } from './samples.ts';
import { seen } from './seen.ts';

test('support is asked for, and its end is told', () => {
  const request = {
    id: 'sup_1',
    text: 'A licence for the cluster',
    release: 'Atlas 0.7.0',
    from: 'Ivo',
    returnedBy: null,
    isNamed: true,
  };
  const message = supportMessage([
    { ...request, outcome: 'open' },
    { ...request, id: 'sup_2', returnedBy: 'Dana', isNamed: false, outcome: 'open' },
    { ...request, id: 'sup_3', from: null, returnedBy: 'Dana', isNamed: false, outcome: 'open' },
    { ...request, id: 'sup_6', isNamed: false, outcome: 'open' },
    { ...request, id: 'sup_4', outcome: 'done' },
    { ...request, id: 'sup_5', outcome: 'handed' },
  ]);
  expect(message.text).toBe(
    'Ivo needs your support for Atlas 0.7.0: A licence for the cluster · and 3 more',
  );
  expect(seen(message.blocks)).toMatchInlineSnapshot(`
    "**Ivo needs your support for Atlas 0.7.0:**
    A licence for the cluster
    [Done] [Not me]
    **Ivo needs support for Atlas 0.7.0, and it is not Dana's:**
    A licence for the cluster
    [Done] [Name someone]
    **Dana cannot give the support you asked for, for Atlas 0.7.0:**
    A licence for the cluster
    [Done] [Name someone]
    **Ivo needs support for Atlas 0.7.0:**
    A licence for the cluster
    [Done] [Name someone]
    ✓ Done: ~~A licence for the cluster~~
    With someone else now: ~~A licence for the cluster~~"
  `);
  expect(seen(outcomeMessage('✓ Support: Dana says it is done', 'A licence').blocks))
    .toMatchInlineSnapshot(`
    "**✓ Support: Dana says it is done**
    A licence"
  `);
});

test('history shows a person their own answers', () => {
  expect(seen(historyMessage([]).blocks)).toMatchInlineSnapshot(
    `"You have not answered a check-in yet. /checkin opens the one that is due."`,
  );
  const row = aRow({
    accomplishments: 'pct\nOCI',
    risks: 'Host late',
    mitigation: 'Runner',
    late: 1,
  });
  expect(seen(historyMessage([{ name: 'Atlas 0.7.0', row }]).blocks)).toMatchInlineSnapshot(`
    "**Your check-ins, newest first** · only you see this
    **Week of Mon 16 Nov** · Atlas 0.7.0 · likely · late
    Done: pct OCI
    Risk: Host late
    Against it: Runner"
  `);
});

test('“What is this?” answers in one paragraph, and with why this person gets it', () => {
  expect(seen(aboutMessage(null).blocks)).toMatchInlineSnapshot(
    `"I ask everyone on a release once a week whether it will ship in time. One tap is a full answer. The team sees how many answered, and from three answers on, the median of all; nobody is shown yours. What you write under Add details goes into the weekly digest with your name. “/checkin” lets you answer at any time. “/checkin pause until 24 Dec” gives you a rest."`,
  );
  const welcome = {
    addedBy: 'Mara',
    project: 'Atlas',
    role: 'QA lead',
    askWeekday: 4,
    askTime: '10:00',
  } as const;
  expect(seen(aboutMessage(welcome).blocks)).toMatchInlineSnapshot(`
    "I ask everyone on a release once a week whether it will ship in time. One tap is a full answer. The team sees how many answered, and from three answers on, the median of all; nobody is shown yours. What you write under Add details goes into the weekly digest with your name. “/checkin” lets you answer at any time.
    **Why you get this: **Mara added you to Atlas as its QA lead.
    It comes once a week, Thu 10:00 your time, one message for all your releases, with one reminder at most. To stop: “/checkin pause until 24 Dec”, or ask Mara to take you off."
  `);
});
