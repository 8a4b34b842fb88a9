/**
 * Builds the image without Docker: each stage is a folder, and its lines are replayed in it. Users do not
 * exist there, so who owns what is not replayed.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, delimiter, dirname, isAbsolute, join, relative } from 'node:path';
import { buildContext } from './build-context.ts';
import { readDockerfile, type Instruction } from './dockerfile.ts';

/** What the last stage would run, with its paths as they are on this machine. */
export interface Image {
  /** Working folder of the commands. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly command: readonly string[];
  readonly healthcheck: readonly string[];
}

interface Stage {
  readonly root: string;
  workdir: string;
  readonly environment: Map<string, string>;
  /** Paths that stand for themselves inside the image and lie below `root` here. */
  readonly known: Set<string>;
  command: readonly string[];
  healthcheck: readonly string[];
}

/** Replays `<project>/Dockerfile` in the empty folder `scratch`. Throws when a line fails. */
export function replayBuild(project: string, scratch: string): Image {
  const lines = readDockerfile(readFileSync(join(project, 'Dockerfile'), 'utf8'));
  const tools = toolFolder(scratch);
  const stages = new Map<string, Stage>();
  let stage: Stage | undefined;
  for (const line of lines) {
    if (line.kind === 'from') {
      const name = line.name ?? 'final';
      stage = newStage(join(scratch, name));
      stages.set(name, stage);
    } else if (stage === undefined) throw new Error('a Dockerfile begins with FROM');
    else replayLine(line, stage, stages, project, tools);
  }
  if (stage === undefined) throw new Error('the Dockerfile is empty');
  return {
    folder: inside(stage, '.'),
    environment: { PATH: pathWith(tools), ...environmentOf(stage) },
    command: stage.command,
    healthcheck: stage.healthcheck,
  };
}

function newStage(root: string): Stage {
  mkdirSync(root, { recursive: true });
  return {
    root,
    workdir: '/',
    environment: new Map(),
    known: new Set(),
    command: [],
    healthcheck: [],
  };
}

function replayLine(
  line: Exclude<Instruction, { kind: 'from' }>,
  stage: Stage,
  stages: ReadonlyMap<string, Stage>,
  project: string,
  tools: string,
): void {
  switch (line.kind) {
    case 'workdir':
      stage.workdir = line.value;
      stage.known.add(line.value);
      mkdirSync(inside(stage, '.'), { recursive: true });
      break;
    case 'env':
      for (const [name, value] of line.values) {
        stage.environment.set(name, value);
        if (isAbsolute(value)) stage.known.add(dirname(value));
      }
      break;
    case 'copy':
      if (line.from === null) copyFromProject(line, stage, project);
      else copyFromStage(line, stage, stages.get(line.from));
      break;
    case 'run':
      run(line.script, stage, tools);
      break;
    case 'cmd':
      stage.command = line.command;
      break;
    case 'healthcheck':
      stage.healthcheck = line.command;
      break;
    case 'user':
    case 'volume':
  }
}

/** A path of the image on this machine. */
function inside(stage: Stage, path: string): string {
  return isAbsolute(path) ? join(stage.root, path) : join(stage.root, stage.workdir, path);
}

type Copy = Extract<Instruction, { kind: 'copy' }>;

function copyFromProject({ sources, target }: Copy, stage: Stage, project: string): void {
  const isSeen = buildContext(project);
  for (const source of sources) {
    if (!isSeen(source)) throw new Error(`.dockerignore keeps ${source} from the build`);
    cpSync(join(project, source), placeOf(source, target, stage), {
      recursive: true,
      filter: (path) => isSeen(relative(project, path)),
    });
  }
}

function copyFromStage({ sources, target }: Copy, stage: Stage, other: Stage | undefined): void {
  if (other === undefined) throw new Error('COPY --from names no stage');
  for (const source of sources)
    cpSync(inside(other, source), placeOf(source, target, stage), {
      recursive: true,
      verbatimSymlinks: true,
    });
}

/** Into a folder when the target ends in a slash, else under the target's own name. */
function placeOf(source: string, target: string, stage: Stage): string {
  return target.endsWith('/')
    ? join(inside(stage, target), basename(source))
    : inside(stage, target);
}

function run(script: string, stage: Stage, tools: string): void {
  const { status } = spawnSync('sh', ['-ec', withPaths(script, stage)], {
    cwd: inside(stage, '.'),
    // What this machine needs to reach a registry, but nothing of the npm that may have started this.
    env: { ...outsideNpm(process.env), PATH: pathWith(tools), ...environmentOf(stage) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error(`this line ended with ${String(status)}: RUN ${script}`);
}

function outsideNpm(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => !name.toLowerCase().startsWith('npm_')),
  );
}

function environmentOf(stage: Stage): Record<string, string> {
  return Object.fromEntries(
    [...stage.environment].map(([name, value]) => [name, withPaths(value, stage)]),
  );
}

/** The image's own absolute paths, moved below the stage's folder. */
function withPaths(text: string, { known, root }: Stage): string {
  return [...known].reduce(
    (moved, path) =>
      moved.replaceAll(
        new RegExp(`(^|[\\s"'=])${path}(?=$|[\\s"'/])`, 'g'),
        `$1${join(root, path)}`,
      ),
    text,
  );
}

/** The node that runs this, and a chown that does nothing. */
function toolFolder(scratch: string): string {
  const folder = join(scratch, 'tools');
  mkdirSync(folder, { recursive: true });
  const chown = join(folder, 'chown');
  if (!existsSync(chown)) writeFileSync(chown, '#!/bin/sh\n');
  chmodSync(chown, 0o755);
  return folder;
}

function pathWith(tools: string): string {
  return [tools, dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter);
}
