/** When Phoenix has read the lists of packages for an upgrade, as an ISO time. */
export const STAMP = '/var/lib/phoenix/setup/package-lists';
