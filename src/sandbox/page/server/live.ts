/** Server-Sent Events: a page learns that something changed and asks for its screen again. */
import type { Request, Response } from 'express';
import type { SandboxSlack } from '../../contract.ts';

/** The open pages. */
export interface Live {
  /** Keeps this response open and writes to it on every change. */
  join(request: Request, response: Response): void;
  /** Tells every open page to look again; calls in one turn of the event loop are told once. */
  changed(): void;
  /** Ends every open response and stops listening to the workspace. */
  stop(): void;
}

/** Listens to the workspace and passes its changes on to the open pages. */
export function live(slack: SandboxSlack): Live {
  const open = new Set<Response>();
  let count = 0;
  let planned = false;
  const tell = (): void => {
    planned = false;
    count += 1;
    for (const response of open) response.write(`event: change\ndata: ${count}\n\n`);
  };
  const changed = (): void => {
    if (planned) return;
    planned = true;
    setImmediate(tell);
  };
  const unsubscribe = slack.onChange(changed);
  return {
    changed,
    join(request, response) {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      response.write('retry: 1000\n\n');
      open.add(response);
      request.on('close', () => open.delete(response));
    },
    stop() {
      unsubscribe();
      for (const response of open) response.end();
      open.clear();
    },
  };
}
