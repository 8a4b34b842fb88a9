/** Slack said goodbye instead of hello; `reason` is its own word, such as `too_many_websockets`. */
export class SentAway extends Error {
  readonly reason: string;

  constructor(reason: string) {
    super(`Slack said goodbye before hello (${reason})`);
    this.name = 'SentAway';
    this.reason = reason;
  }
}
