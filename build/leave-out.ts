/**
 * What our libraries load at once and this program never uses. Each entry stands for a file of theirs; a build
 * fails when one was not met, so that an update of a library cannot bring its weight back unseen.
 */
import { join } from 'node:path';
import type { Plugin } from 'esbuild';

/** The end of a file's path below `node_modules/`, and what is taken in its place. */
const INSTEAD: Readonly<Record<string, string>> = {
  // Its other doors bring Express, OAuth and Lambda; ours brings a receiver of its own.
  '@slack/bolt/dist/index.js':
    "const app = require('./App.js'); exports.App = app.default; exports.LogLevel = app.LogLevel;",
  '@slack/bolt/dist/receivers/HTTPReceiver.js': 'exports.default = class HTTPReceiver {};',
  '@slack/bolt/dist/receivers/SocketModeReceiver.js':
    'exports.default = class SocketModeReceiver {};',
  // Our words are in one language.
  'zod/v4/locales/index.js': "export { default as en } from './en.js';",
};

/** Who needs of undici what; all of it is loaded only where there is a proxy. */
const OF_UNDICI: Readonly<Record<string, string>> = {
  '@slack/socket-mode/': `
const { WebSocket, ping } = require('undici/lib/web/websocket/websocket');
const { CloseEvent, ErrorEvent, MessageEvent } = require('undici/lib/web/websocket/events');
module.exports = {
  WebSocket, ping, CloseEvent, ErrorEvent, MessageEvent,
  Agent: require('undici/lib/dispatcher/agent'),
  buildConnector: require('undici/lib/core/connect'),
  fetch: require('undici/lib/web/fetch').fetch,
};`,
  'src/base/post.ts': "module.exports = { Agent: require('undici/lib/dispatcher/agent') };",
};

/** Leaves it out. Throws at the end of the build when a library has changed its files. */
export const leaveOut: Plugin = {
  name: 'leave-out',
  setup(build) {
    const met = new Set<string>();
    build.onLoad({ filter: /node_modules.*\/index\.js$|Receiver\.js$/ }, ({ path }) => {
      const name = path.split('/node_modules/').at(-1) ?? '';
      const contents = INSTEAD[name];
      if (contents === undefined) return null;
      met.add(name);
      return { contents, loader: 'js', resolveDir: join(path, '..') };
    });
    build.onResolve({ filter: /^undici$/ }, ({ importer, resolveDir }) => {
      const path = Object.keys(OF_UNDICI).find((part) => importer.includes(`/${part}`));
      if (path === undefined) return null;
      met.add(path);
      return { path, namespace: 'leave-out', pluginData: resolveDir };
    });
    build.onLoad({ filter: /./, namespace: 'leave-out' }, ({ path, pluginData }) => ({
      contents: OF_UNDICI[path] ?? '',
      loader: 'js',
      resolveDir: String(pluginData),
    }));
    build.onEnd(() => {
      const wanted = [...Object.keys(INSTEAD), ...Object.keys(OF_UNDICI)];
      const missed = wanted.filter((name) => !met.has(name));
      if (missed.length > 0) throw new Error(`not met in this build: ${missed.join(', ')}`);
    });
  },
};
