/**
 * Programs that tests and rigs start. None outlives its parent, however that ends: failed, interrupted, or
 * killed without a word. A shell beside the parent knows who is left, and ends them when the parent is gone.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { Socket } from 'node:net';

// Reads the parent's words until there is no parent. A negative number names a whole group.
const GUARDIAN = `
left=''
while read -r word id; do
  case $word in
    begun) left="$left $id" ;;
    gone)
      rest=''
      for one in $left; do [ "$one" = "$id" ] || rest="$rest $one"; done
      left=$rest ;;
  esac
done
for one in $left; do kill -s KILL -- "$one"; done 2>/dev/null
true`;

const running = new Map<ChildProcess, number>();
let guardian: ChildProcess | null = null;

/**
 * Watches over a program that was just started, and returns it. `isGroup` for one that was started `detached`
 * and starts others: all of them end with it.
 */
export function guarded<Child extends ChildProcess>(child: Child, isGroup = false): Child {
  const { pid } = child;
  // It could not be started, and says so by its own error.
  if (pid === undefined) return child;
  const id = isGroup ? -pid : pid;
  running.set(child, id);
  tell(`begun ${id}`);
  child.once('exit', () => {
    running.delete(child);
    tell(`gone ${id}`);
  });
  return child;
}

/** Ends every program that is still there; for the end of a test file. */
export function endChildren(): void {
  for (const id of running.values()) {
    try {
      process.kill(id, 'SIGKILL');
    } catch {
      // It ended by itself at this moment.
    }
  }
}

/** Nobody waits for the guardian, and an interrupted terminal does not reach it. */
function tell(words: string): void {
  guardian ??= spawn('sh', ['-c', GUARDIAN], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  guardian.unref();
  const { stdin } = guardian;
  if (stdin instanceof Socket) stdin.unref();
  stdin?.write(`${words}\n`);
}
