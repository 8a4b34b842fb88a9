/** The requests' road through a proxy. A file of its own, because its library is large and seldom needed. */
import { EnvHttpProxyAgent, setGlobalDispatcher, type Dispatcher } from 'undici';

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
  });
  // Node's own fetch asks it too.
  setGlobalDispatcher(dispatcher);
  return dispatcher;
}
