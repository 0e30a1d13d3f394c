// @ts-check
/** The version of HTTP that this page came over, as `HTTP/1.1` or `HTTP/2`; empty if the browser does not say. */
export function httpVersion() {
  const [entry] = performance.getEntriesByType('navigation');
  const protocol = entry instanceof PerformanceNavigationTiming ? entry.nextHopProtocol : '';
  return protocol === 'h2' ? 'HTTP/2' : protocol.toUpperCase();
}
