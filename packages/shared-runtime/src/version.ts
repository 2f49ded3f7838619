/** The release that an executable was built from; sources that run unbundled have none. */
export function phoenixVersion(): string {
  return typeof __PHOENIX_VERSION__ === 'undefined' ? '0.0.0' : __PHOENIX_VERSION__;
}
