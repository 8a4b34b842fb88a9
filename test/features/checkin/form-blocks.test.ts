import { describe, expect, test } from 'vitest';
import type { FormSection } from '../../../src/features/checkin/form-fields.ts';
import { recordedModal } from '../../../src/features/checkin/form-words.ts';
import { formModal } from '../../../src/features/checkin/modals.ts';
import { prefill } from '../../../src/features/checkin/prefill.ts';
import { breaches } from './limits.ts';
import { CLOSED, BOREALIS, section, formSection } from './samples.ts';
import { seen } from './seen.ts';
import { anItemValue, aProjectValue } from './values.ts';

describe('the form', () => {
  const draw = (sections: readonly FormSection[], more = 0, trouble: string | null = null) =>
    formModal({ sections, metadata: '{}', today: '2026-11-19', trouble, more });

  test('is filled in as far as it can be', async () => {
    const draft = prefill({
      row: undefined,
      slipping: [],
      request: undefined,
      last: undefined,
      work: { closed: CLOSED, open: [anItemValue(112, 'Bundle generator')] },
      project: aProjectValue(),
    });
    const modal = draw([
      formSection({
        draft,
        open: [anItemValue(112, 'Bundle generator'), anItemValue(113, 'Jail parity')],
        earlier: [{ id: 'sup_1', text: 'A licence' }],
      }),
    ]);
    expect(modal.submit).toBe('Record');
    expect(seen(modal.blocks)).toMatchInlineSnapshot(`
      "Will Atlas 0.7.0 ship by Fri 11 Dec? *: (Sure | Likely | 50:50 | Unlikely | No) 
      What got done: pct create arguments (#90)
      OCI create (#103)
      Next week: Bundle generator (#112)
      Which of your items will not make it?: (Bundle generator (#112) | Jail parity (#113)) 
      Risks or issues: 
      What you do about them: 
      Support you need: 
      From whom: 
      Support you asked for earlier: what is settled?: (A licence) "
    `);
    await expect(modal).toMatchFileSnapshot('snapshots/form.snap');
  });

  test('takes several releases, none of them required', () => {
    const modal = draw([formSection(), formSection(BOREALIS)], 2, 'The disk is full.');
    expect(modal.submit).toBe('Next');
    expect(JSON.stringify(modal).match(/"focus_on_load":true/g)).toHaveLength(1);
    expect(seen(modal.blocks)).toMatchInlineSnapshot(`
      "The disk is full.
      **Atlas 0.7.0** · leave it as it is to answer later
      Will Atlas 0.7.0 ship by Fri 11 Dec?: (Sure | Likely | 50:50 | Unlikely | No) 
      What got done: 
      Next week: 
      Risks or issues: 
      What you do about them: 
      Support you need: 
      From whom: 
      **Borealis 1.2.0** · leave it as it is to answer later
      Will Borealis 1.2.0 ship by Fri 15 Jan 2027?: (Sure | Likely | 50:50 | Unlikely | No) 
      What got done: 
      Next week: 
      Risks or issues: 
      What you do about them: 
      Support you need: 
      From whom: "
    `);
  });

  test('keeps a hundred items and says so', () => {
    const open = Array.from({ length: 130 }, (_, index) => anItemValue(index, `Item ${index}`));
    const modal = draw([formSection({ open })]);
    expect(JSON.stringify(modal)).toContain('Your 100 most urgent of 130.');
    expect(breaches(modal.blocks, 'modal')).toEqual([]);
  });

  test('says what was recorded', () => {
    const { project, release } = section();
    const base = { project, release, confidence: 4, late: false, isOver: false };
    const modal = recordedModal([
      base,
      { ...base, ...BOREALIS, late: true },
      { ...base, isOver: true },
    ]);
    expect(seen(modal.blocks)).toMatchInlineSnapshot(`
      "**Recorded: likely.** Atlas 0.7.0
      **Recorded: likely.** Borealis 1.2.0 · marked late: this week’s digest is out already
      **Recorded: likely.** Atlas 0.7.0 · no longer on its way; your words are kept all the same
      What you wrote goes into the digest with your name; how sure you are stays with you."
    `);
  });
});
