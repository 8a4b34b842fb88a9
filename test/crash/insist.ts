/** What a busy machine lets fail: Slack's answer comes after the patience for it is over. */
const TRIES = 10;

/** Tries again, as whoever watches over a program starts it anew; throws what the last try threw. */
export async function insist<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries === TRIES) throw error;
    }
  }
}
