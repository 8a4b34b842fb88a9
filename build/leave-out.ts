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

/** What Slack's sockets and our own calls need of undici; the rest of it is loaded only where there is a proxy. */
const SOCKETS = `
const { WebSocket, ping } = require('undici/lib/web/websocket/websocket');
const { CloseEvent, ErrorEvent, MessageEvent } = require('undici/lib/web/websocket/events');
module.exports = {
  WebSocket, ping, CloseEvent, ErrorEvent, MessageEvent,
  Agent: require('undici/lib/dispatcher/agent'),
  buildConnector: require('undici/lib/core/connect'),
  fetch: require('undici/lib/web/fetch').fetch,
};`;

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
      if (!/\/@slack\/socket-mode\/|\/src\/base\/post\.ts$/.test(importer)) return null;
      met.add('undici');
      return { path: 'undici-for-sockets', namespace: 'leave-out', pluginData: resolveDir };
    });
    build.onLoad({ filter: /./, namespace: 'leave-out' }, ({ pluginData }) => ({
      contents: SOCKETS,
      loader: 'js',
      resolveDir: String(pluginData),
    }));
    build.onEnd(() => {
      const missed = [...Object.keys(INSTEAD), 'undici'].filter((name) => !met.has(name));
      if (missed.length > 0) throw new Error(`not met in this build: ${missed.join(', ')}`);
    });
  },
};
