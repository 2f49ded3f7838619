import { gunzipSync } from 'node:zlib';
import { accountOf } from '../accounts.ts';
import { readGuestFile, writeGuestFile } from '../guest-file.ts';
import { type Config, list, mapping, text } from './values.ts';

/**
 * Writes the files that the settings name, those that are deferred or those that are not.
 * @throws Error for an owner that does not exist
 */
export function writeFiles(tree: string, config: Config, deferred: boolean): void {
  const files = list(config.write_files).map(mapping);
  for (const file of files.filter(({ defer }) => (defer === true) === deferred)) {
    const path = text(file.path);
    if (path === undefined || !path.startsWith('/')) continue;
    const [user = '', group = ''] = (text(file.owner) ?? 'root:root').split(':');
    writeGuestFile(tree, path, decoded(text(file.content) ?? '', text(file.encoding) ?? ''), {
      mode: modeOf(file.permissions),
      uid: idOf(tree, user),
      gid: groupId(tree, group === '' ? user : group),
      append: file.append === true,
    });
  }
}

function decoded(content: string, encoding: string): Buffer {
  const kind = encoding.toLowerCase();
  const isBase64 = /b64|base64/.test(kind);
  const bytes = Buffer.from(content, isBase64 ? 'base64' : 'utf8');
  return /^gz/.test(kind) ? gunzipSync(bytes) : bytes;
}

/** A number is taken as such: YAML has read its octal form already. */
function modeOf(permissions: unknown): number {
  if (typeof permissions === 'number') return permissions;
  const mode = Number.parseInt((text(permissions) ?? '').replace(/^0o/, ''), 8);
  return Number.isNaN(mode) ? 0o644 : mode;
}

function idOf(tree: string, name: string): number {
  if (/^\d+$/.test(name)) return Number(name);
  const account = accountOf(tree, name);
  if (account === undefined)
    throw new Error(
      `OSError('Unknown user or group: "getpwnam(): name not found: \\'${name}\\'"')`,
    );
  return account.uid;
}

function groupId(tree: string, name: string): number {
  if (/^\d+$/.test(name)) return Number(name);
  const id = new RegExp(`^${name}:[^:]*:(\\d+)`, 'm').exec(readGuestFile(tree, '/etc/group'))?.[1];
  if (id === undefined)
    throw new Error(
      `OSError('Unknown user or group: "getgrnam(): name not found: \\'${name}\\'"')`,
    );
  return Number(id);
}
