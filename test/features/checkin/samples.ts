/** Views and rows for tests of words; a test names only what it is about. */
import type { CheckinView, Section } from '../../../src/features/checkin/message-words.ts';
import type { FormSection } from '../../../src/features/checkin/form-fields.ts';
import type { Draft } from '../../../src/features/checkin/prefill.ts';
import type { CheckInRow } from '../../../src/features/checkin/store.ts';
import { anItemValue, aProjectValue, aReleaseValue } from './values.ts';

const CLOSES = '2026-11-19T17:00:00.000Z';

/** One release in the weekly message, open. */
export function section(given: Partial<Section> = {}): Section {
  return {
    project: aProjectValue(),
    release: aReleaseValue(),
    state: { kind: 'open' },
    closed: [],
    support: null,
    ...given,
  };
}

/** The weekly message with one open release. */
export function view(given: Partial<CheckinView> = {}): CheckinView {
  return {
    purpose: 'ask',
    week: '2026-11-16',
    today: '2026-11-19',
    sections: [section()],
    closesAt: CLOSES,
    maySnooze: true,
    isQuiet: false,
    welcome: null,
    proposedLogin: null,
    ...given,
  };
}

/** Two items of this week. */
export const CLOSED = [anItemValue(90, 'pct create arguments'), anItemValue(103, 'OCI create')];
/** A second release, of next year. */
export const BOREALIS = {
  project: aProjectValue({ id: 'borealis', name: 'Borealis' }),
  release: aReleaseValue({ id: 'borealis-120', version: '1.2.0', targetDate: '2027-01-15' }),
};

/** A form in which nothing is filled in. */
export const EMPTY: Draft = {
  accomplishments: '',
  risks: '',
  mitigation: '',
  focus: '',
  support: '',
  supportFrom: null,
  confidence: null,
  slipping: [],
  settled: [],
};

/** One release in the form. */
export function formSection(given: Partial<FormSection> = {}): FormSection {
  return {
    project: aProjectValue(),
    release: aReleaseValue(),
    week: '2026-11-16',
    draft: EMPTY,
    open: [],
    closed: 0,
    earlier: [],
    ...given,
  };
}

/** An answer: likely, in time, without words. */
export function aRow(given: Partial<CheckInRow> = {}): CheckInRow {
  return {
    id: 'chk_1',
    workspace_id: 'T1',
    release_id: 'atlas-070',
    user_id: 'UIVO',
    week: '2026-11-16',
    asked_at: null,
    closes_at: null,
    first_answered_at: CLOSES,
    answered_at: CLOSES,
    late: 0,
    detailed_at: CLOSES,
    confidence: 4,
    accomplishments: '',
    risks: '',
    mitigation: '',
    focus: '',
    from_private: 0,
    ...given,
  };
}
