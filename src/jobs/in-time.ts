/** Waits for `work`, but not longer than this many milliseconds; null is done already. */
export async function inTime(work: Promise<unknown> | null, milliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([work, over]);
  clearTimeout(timer);
}
