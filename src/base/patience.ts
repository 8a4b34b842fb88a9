const SLICES = 10;

/**
 * Calls `over` after `milliseconds` in which this process could have heard an answer; returns how to stop waiting.
 * When it stands still for seconds, the answer lies there when it goes on; a plain timer would fire first and throw
 * it away unread.
 */
export function patience(milliseconds: number, over: () => void): () => void {
  let left = SLICES;
  // However long a pause was, a timer that repeats rings once for it.
  const timer = setInterval(() => {
    left -= 1;
    if (left > 0) return;
    clearInterval(timer);
    over();
  }, milliseconds / SLICES);
  return () => clearInterval(timer);
}
