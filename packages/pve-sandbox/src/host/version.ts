/** The project's version; sources run unbundled have none. */
export function version(): string {
  return typeof __PHOENIX_VERSION__ === 'string' ? __PHOENIX_VERSION__ : '0.0.0';
}
