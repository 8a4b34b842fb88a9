/**
 * Knows how much of the log of a database is certainly on disk. A commit that was not synced yet leaves
 * its frames in the machine's memory, where a power cut takes them.
 */
import fs, { statSync } from 'node:fs';

/** Watches every log that this process syncs. */
export interface DiskWatch {
  /** How many bytes of the log survive a power cut at this moment. */
  onDisk(): number;
  /** Leaves the file system as it was. */
  stop(): void;
}

/**
 * Watches the log beside `file`, which must be the only one and not begin anew meanwhile. What was written when
 * a sync began is on disk when it has come back. With `forgets` syncs come back at once and did nothing: so a
 * rig proves that it would notice.
 */
export function watchDisk(file: string, forgets: boolean): DiskWatch {
  const size = (): number => statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  let onDisk = size();
  const { fdatasync } = fs;
  const watched = (descriptor: number, done: fs.NoParamCallback): void => {
    if (forgets) return void setImmediate(done, null);
    const written = size();
    fdatasync(descriptor, (error) => {
      if (error === null) onDisk = Math.max(onDisk, written);
      done(error);
    });
  };
  Object.assign(fs, { fdatasync: watched });
  return {
    onDisk: () => onDisk,
    stop() {
      Object.assign(fs, { fdatasync });
    },
  };
}
