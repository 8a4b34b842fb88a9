/** Loaded before the program: tells the rig, when it asks, how much memory is in use after a collection. */
process.on('message', () => {
  globalThis.gc?.();
  process.send?.(process.memoryUsage.rss());
});
// The rig must not keep a program alive that wants to end.
process.channel?.unref();
