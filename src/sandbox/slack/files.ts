import { Refusal } from './refusal.ts';

/** An upload: announced, then filled, then shared. */
export interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly altText: string;
  readonly size: number;
  readonly content: Buffer | null;
}

/** The files that were announced or uploaded. */
export interface Files {
  all(): readonly StoredFile[];
  put(file: StoredFile): void;
  /** The file, or Slack's `file_not_found`. */
  get(id: string): StoredFile;
}

/** An empty store of files. */
export function createFiles(): Files {
  const files = new Map<string, StoredFile>();
  return {
    all: () => [...files.values()],
    put: (file) => void files.set(file.id, file),
    get(id) {
      const file = files.get(id);
      if (!file) throw new Refusal('file_not_found');
      return file;
    },
  };
}
