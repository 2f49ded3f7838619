import { statSync } from 'node:fs';
import { hostPath } from '../../state/paths.ts';
import { hasSubscription } from '../subscription.ts';
import type { Origin } from './catalog.ts';
import type { Source } from './sources.ts';

/** How the reading of a source ends. */
export type Fetched =
  | { kind: 'read' }
  | { kind: 'unauthorized' }
  | { kind: 'unresolved'; host: string }
  | { kind: 'missing' }
  | { kind: 'unsigned' };

/** The servers that can be reached, with what they offer and the suites that they have. */
const servers: [host: RegExp, origin: Origin | undefined, suites: RegExp][] = [
  [/(^|\.)debian\.org$/, 'debian', /^(bookworm|trixie|stable|oldstable|bullseye)([-/].*)?$/],
  [/^(download|enterprise)\.proxmox\.com$/, 'pve', /^(bookworm|trixie|bullseye)$/],
  [/^nvidia\.github\.io$/, 'nvidia', /^\/?$|^(\$\(ARCH\)|amd64)\/$/],
  [/^deb\.nodesource\.com$/, undefined, /./],
  [/^download\.docker\.com$/, undefined, /./],
  [/^packages\.smallstep\.com$/, undefined, /./],
];

/** The keys that packages of every host brought into the machine's part of the file system. */
const ownKeys = /^\/usr\/share\/keyrings\/(proxmox|debian)-archive-[\w-]*keyring\.\w+$/;

/** Reads a source as `apt-get update` does. No request leaves the sandbox. */
export function fetchSource(source: Source): Fetched {
  const host = hostOf(source.uri);
  const server = servers.find(([pattern]) => pattern.test(host));
  if (server === undefined) return { kind: 'unresolved', host };
  if (host === 'enterprise.proxmox.com' && !hasSubscription()) return { kind: 'unauthorized' };
  if (!server[2].test(source.suite)) return { kind: 'missing' };
  return keyIsThere(source) ? { kind: 'read' } : { kind: 'unsigned' };
}

/** Whose packages a source offers. */
export function originOf({ uri }: Pick<Source, 'uri'>): Origin | undefined {
  if (/\.proxmox\.com\/debian\/ceph/.test(uri)) return 'ceph';
  const host = hostOf(uri);
  return servers.find(([pattern]) => pattern.test(host))?.[1];
}

/** The name of a source's file below /var/lib/apt/lists. */
export const listName = ({ uri, suite }: Pick<Source, 'uri' | 'suite'>): string =>
  `${uri.replace(/^\w+:\/\//, '')}/dists/${suite}/InRelease`.replaceAll('/', '_');

const hostOf = (uri: string): string => /^\w+:\/\/(?:[^@/]*@)?([^/:]+)/.exec(uri)?.[1] ?? uri;

/** A key that is written into the sources file counts, and apt's own where none is named. */
function keyIsThere({ signedBy }: Source): boolean {
  if (signedBy === undefined || !signedBy.startsWith('/') || ownKeys.test(signedBy)) return true;
  return (statSync(hostPath(signedBy), { throwIfNoEntry: false })?.size ?? 0) > 0;
}
