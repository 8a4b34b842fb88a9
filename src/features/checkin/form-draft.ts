/** Reads and checks what was filled in. Pure. */
import { clean } from '../../base/text.ts';
import { prefillMark, TEXT_LIMIT, type Draft } from './prefill.ts';

/** A field's block id in the form: one set of fields a release. */
export function fieldId(field: keyof Draft, releaseId: string): string {
  return `${field}:${releaseId}`;
}

/** What came back from the modal, by block id. */
export type Values = Readonly<Record<string, string | readonly string[] | null>>;

const TEXTS = ['accomplishments', 'risks', 'mitigation', 'focus', 'support'] as const;

/** One release's fields as they were filled in. Line ends are unified and controls dropped, nothing is cut. */
export function readDraft(values: Values, releaseId: string): Draft {
  const one = (field: keyof Draft): string => {
    const value = values[fieldId(field, releaseId)];
    return typeof value === 'string' ? value : '';
  };
  const many = (field: keyof Draft): readonly string[] => {
    const value = values[fieldId(field, releaseId)];
    return Array.isArray(value) ? value.map(String) : [];
  };
  const text = (field: keyof Draft): string => clean(one(field)).trim();
  const confidence = one('confidence');
  return {
    accomplishments: text('accomplishments'),
    risks: text('risks'),
    mitigation: text('mitigation'),
    focus: text('focus'),
    support: text('support'),
    supportFrom: one('supportFrom') || null,
    confidence: /^[1-5]$/.test(confidence) ? Number(confidence) : null,
    slipping: many('slipping'),
    settled: many('settled'),
  };
}

/** True when nothing was said for a release: no confidence, and no text beyond what was filled in. */
export function isUntouched(draft: Draft, mark: string): boolean {
  const said = draft.risks + draft.mitigation + draft.support;
  const chosen = draft.slipping.length + draft.settled.length;
  return draft.confidence === null && said === '' && chosen === 0 && prefillMark(draft) === mark;
}

/** Why a person named for support cannot be asked, as a sentence; null when they can. */
export type SupportRefusal = (userId: string) => string | null;

/** What is wrong with one release's fields, by block id. */
export function draftErrors(
  draft: Draft,
  releaseId: string,
  refusal: SupportRefusal,
): Readonly<Record<string, string>> {
  const errors: Record<string, string> = {};
  const at = (field: keyof Draft, sentence: string): void => {
    errors[fieldId(field, releaseId)] ??= sentence;
  };
  for (const field of TEXTS)
    if (draft[field].length > TEXT_LIMIT)
      at(field, `This has ${draft[field].length} characters; ${TEXT_LIMIT} fit. Nothing was cut.`);
  if (draft.confidence === null)
    at('confidence', 'Choose how likely it is; that alone is an answer.');
  if (draft.mitigation !== '' && draft.risks === '')
    at('risks', 'Say which risk or issue your mitigation is for.');
  if (draft.supportFrom !== null) {
    if (draft.support === '') at('support', 'Say what you need, so that they can help.');
    const sentence = refusal(draft.supportFrom);
    if (sentence !== null) at('supportFrom', sentence);
  }
  return errors;
}
