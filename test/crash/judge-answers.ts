/** Whether every answer that was acknowledged is in the database, as its person gave it last. */
import type { Fault } from './fault.ts';
import type { Remembered, Standing, Texts } from './memory.ts';
import type { AnswerRecord } from './records.ts';

/** Every answer that is gone, or stands otherwise than its person may have left it. */
export function judgeAnswers(
  remembered: readonly Remembered[],
  answers: readonly AnswerRecord[],
): readonly Fault[] {
  return remembered.flatMap(({ slot, mayStand }) => {
    const row = answers.find(
      ({ userId, releaseId, week }) =>
        userId === slot.userId && releaseId === slot.releaseId && week === slot.week,
    );
    if (mayStand.some((standing) => stands(standing, row))) return [];
    const name = `the answer of ${slot.userId} for ${slot.releaseId} in ${slot.week}`;
    const expected = mayStand.map(inWords).join(' or ');
    return [{ kind: 'lost', words: `${name}: ${inWords(standingOf(row))} instead of ${expected}` }];
  });
}

function stands(expected: Standing, row: AnswerRecord | undefined): boolean {
  if (expected.confidence !== (row?.confidence ?? null)) return false;
  const { texts } = expected;
  if (texts === null || row === undefined) return true;
  return (Object.keys(texts) as (keyof Texts)[]).every((field) => texts[field] === row[field]);
}

function standingOf(row: AnswerRecord | undefined): Standing {
  return row === undefined ? { confidence: null, texts: null } : { ...row, texts: row };
}

function inWords({ confidence, texts }: Standing): string {
  return `${confidence ?? 'nothing'}${texts === null ? '' : `, "${texts.accomplishments}"`}`;
}
