/** The requests' road through a proxy. A file of its own, because its library is large and seldom needed. */
import {
  type buildConnector,
  EnvHttpProxyAgent,
  Pool,
  setGlobalDispatcher,
  type Dispatcher,
} from 'undici';

/**
 * Sends every https request of the process through `proxy` (an address, or empty for none), but for the hosts in
 * `noProxy`; `ca` are the certificates that are trusted, PEM. Answers what a socket is to be opened with.
 */
export function dispatchThrough(proxy: string, noProxy: string, ca: readonly string[]): Dispatcher {
  const trust = { ca: [...ca] };
  const dispatcher = new EnvHttpProxyAgent({
    // Empty, not left out: the library would look into the environment by itself.
    httpProxy: '',
    httpsProxy: proxy,
    noProxy,
    connect: trust,
    requestTls: trust,
    proxyTls: trust,
    factory: poolThatGivesUp,
  });
  // Node's own fetch asks it too.
  setGlobalDispatcher(dispatcher);
  return dispatcher;
}

/**
 * A proxy that takes our question and hangs up would be asked again at once and for ever: the library holds
 * that error for one of a connection that stood. Under another name it ends the request, as a refusal does.
 */
function poolThatGivesUp(origin: string | URL, options: object): Dispatcher {
  const connect = 'connect' in options ? options.connect : undefined;
  if (!isConnector(connect)) return new Pool(origin, options);
  return new Pool(origin, {
    ...options,
    connect: (where, done) =>
      connect(where, (...[error, socket]) => {
        if (error === null) done(null, socket);
        else done(isHangUp(error) ? new Error('the proxy hung up', { cause: error }) : error, null);
      }),
  });
}

function isHangUp(error: Error): boolean {
  return 'code' in error && error.code === 'UND_ERR_SOCKET';
}

function isConnector(value: unknown): value is buildConnector.connector {
  return typeof value === 'function';
}
