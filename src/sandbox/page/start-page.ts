/** The sandbox's page: a small Slack in the browser, for people and for browser tests. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PageOptions } from './options.ts';
import { live } from './server/live.ts';
import { routes } from './server/routes.ts';

/** A page that runs. `url` ends with a slash; `stop` closes open connections and frees the port. */
export interface RunningPage {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts the page on 127.0.0.1. Rejects when the port is taken. */
export async function startPage(options: PageOptions): Promise<RunningPage> {
  const changes = live(options.slack);
  const server = createServer(routes(options, changes));
  server.listen(options.port, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    async stop() {
      changes.stop();
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
