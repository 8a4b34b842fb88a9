/** What the rooms tell while they work, for whoever counts. Words are from closed lists, so that counts stay few. */

/** How something that Slack delivered ended here. */
export type ArrivalEnd = 'handled' | 'sent_back' | 'refused' | 'failed' | 'repeated' | 'not_saved';

/** How a call to Slack ended; see `PostOutcome`. */
export type CallEnd = 'done' | 'refused' | 'wait' | 'unreachable' | 'unknown';

/** How a question to GitHub ended; see `Verdict`. */
export type AnswerEnd = 'fine' | 'weak' | 'limited' | 'unknown' | 'no';

/** Counts. None of its calls ever throws or waits. */
export interface Meter {
  arrival(kind: string, end: ArrivalEnd): void;
  /** From the delivery to the moment in which its acknowledgement was out, in seconds. */
  acknowledged(seconds: number): void;
  /** `waitSeconds`: for how long Slack asked us to wait, 0 when it did not. */
  slackCall(method: string, end: CallEnd, waitSeconds: number): void;
  /** `points`: what it cost, and what is left of the hour's budget; null when GitHub did not say. */
  gitHubAnswer(
    end: AnswerEnd,
    points: { readonly cost: number; readonly remaining: number } | null,
  ): void;
}

/** Counts nothing. */
export const noMeter: Meter = {
  arrival: () => undefined,
  acknowledged: () => undefined,
  slackCall: () => undefined,
  gitHubAnswer: () => undefined,
};
