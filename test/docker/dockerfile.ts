/** Reads the few kinds of Dockerfile lines that ours is made of, and refuses any other. */

/** One line of a Dockerfile, continuations joined. Lists are of arguments, without quotes. */
export type Instruction =
  | { readonly kind: 'from'; readonly image: string; readonly name: string | null }
  | { readonly kind: 'workdir' | 'user' | 'volume'; readonly value: string }
  | { readonly kind: 'env'; readonly values: ReadonlyMap<string, string> }
  | {
      readonly kind: 'copy';
      readonly from: string | null;
      readonly sources: readonly string[];
      readonly target: string;
    }
  | { readonly kind: 'run'; readonly script: string }
  | { readonly kind: 'healthcheck' | 'cmd'; readonly command: readonly string[] };

/** The instructions in their order. Throws for what it does not know, such as a CMD in shell form. */
export function readDockerfile(text: string): readonly Instruction[] {
  return text
    .split('\n')
    .filter((line) => !line.trimStart().startsWith('#'))
    .join('\n')
    .replaceAll('\\\n', ' ')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(readLine);
}

function readLine(line: string): Instruction {
  const [word = ''] = line.trim().split(/\s+/, 1);
  const rest = line.trim().slice(word.length).trim();
  switch (word) {
    case 'FROM':
      return readFrom(rest);
    case 'WORKDIR':
    case 'USER':
    case 'VOLUME':
      return { kind: KINDS[word], value: rest };
    case 'ENV':
      return { kind: 'env', values: readValues(rest) };
    case 'COPY':
      return readCopy(rest);
    case 'RUN':
      return { kind: 'run', script: rest };
    case 'HEALTHCHECK':
      return { kind: 'healthcheck', command: readCommand(rest.replace(/^(--\S+\s+)*CMD\s+/, '')) };
    case 'CMD':
      return { kind: 'cmd', command: readCommand(rest) };
    default:
      throw new Error(`the replay does not know this line: ${line}`);
  }
}

const KINDS = { WORKDIR: 'workdir', USER: 'user', VOLUME: 'volume' } as const;

function readFrom(rest: string): Instruction {
  const [, image, name] = /^(\S+)(?:\s+AS\s+(\S+))?$/.exec(rest) ?? [];
  if (image === undefined) throw new Error(`FROM ${rest} is not understood`);
  return { kind: 'from', image, name: name ?? null };
}

function readValues(rest: string): ReadonlyMap<string, string> {
  return new Map(
    rest.split(/\s+/).map((pair): [string, string] => {
      const at = pair.indexOf('=');
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

function readCopy(rest: string): Instruction {
  const words = rest.split(/\s+/);
  const from = words[0]?.startsWith('--from=') === true ? words[0].slice('--from='.length) : null;
  const paths = from === null ? words : words.slice(1);
  return { kind: 'copy', from, sources: paths.slice(0, -1), target: paths.at(-1) ?? '' };
}

/** Exec form: a shell in between would keep the signals to itself. */
function readCommand(text: string): readonly string[] {
  if (!text.startsWith('[')) throw new Error(`not in exec form: ${text}`);
  const words: unknown = JSON.parse(text);
  if (Array.isArray(words) && words.every((word) => typeof word === 'string')) return words;
  throw new Error(`not a list of words: ${text}`);
}
